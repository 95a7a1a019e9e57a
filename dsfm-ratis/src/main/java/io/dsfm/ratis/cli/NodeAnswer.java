package io.dsfm.ratis.cli;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking one node.
 *
 * @param address the node
 * @param value its answer, or null if there is none
 * @param reason why there is none; empty if there is one
 * @param exitCode of what came of it
 * @param <T> what was asked for
 */
record NodeAnswer<T>(NodeAddress address, @Nullable T value, String reason, ExitCode exitCode) {}
