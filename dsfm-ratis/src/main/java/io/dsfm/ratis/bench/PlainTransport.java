package io.dsfm.ratis.bench;

import org.apache.ratis.rpc.SupportedRpcType;

/** Apache Ratis's own transports, of which the baseline uses one. */
public enum PlainTransport {
    /** gRPC over HTTP/2. */
    GRPC(SupportedRpcType.GRPC),
    /** Ratis's protocol on Netty. */
    NETTY(SupportedRpcType.NETTY);

    private final SupportedRpcType type;

    PlainTransport(SupportedRpcType type) {
        this.type = type;
    }

    SupportedRpcType type() {
        return type;
    }
}
