package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.ReleaseLevel;
import java.util.function.BooleanSupplier;

/**
 * How results are released.
 *
 * @param level of the group
 * @param nodes how many nodes the group has
 * @param self which of them this is, from 0
 * @param leadMax by how many outcomes one instance may be ahead of another
 * @param arbiter whose outcomes are released, and which instances are not trusted any more
 * @param lease whether a majority hears this node as its leader
 */
record ReleaseRules(
        ReleaseLevel level, int nodes, int self, int leadMax, NodeConfig.Arbitration arbiter, BooleanSupplier lease) {}
