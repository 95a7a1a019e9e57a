package io.dsfm.ratis.gateway;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.wire.SeldomWarning;
import java.util.concurrent.ConcurrentMap;

/**
 * What all connections of a gateway share.
 *
 * @param owners the connection that sent for a client last, by client id; outcomes for the client go there
 * @param budget what waits for all of them
 * @param warning told of clients that are disconnected
 */
record GatewayContext(
        NodeService node,
        NodeConfig.Limits limits,
        NodeConfig.Timeouts timeouts,
        Connections connections,
        ConcurrentMap<Long, Connection> owners,
        WaitingBudget budget,
        GatewayMetrics metrics,
        SeldomWarning warning) {}
