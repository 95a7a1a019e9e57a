package io.dsfm.ratis.gateway;

import io.dsfm.ratis.config.NodeConfig;

/** What all connections of a gateway share. */
record GatewayContext(
        NodeService node,
        NodeConfig.Limits limits,
        NodeConfig.Timeouts timeouts,
        Connections connections,
        GatewayMetrics metrics) {}
