package io.dsfm.ratis.peer;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;

/**
 * Tells Ratis to send its messages through a {@link PeerNetwork}. Ratis makes an object of this class by its name and hands
 * the {@link Parameters} over that the server was built with.
 */
public final class PeerRpcType implements RpcType {

    /** For Ratis, which calls it by reflection. */
    public PeerRpcType() {}

    /** What a server that uses this type has to be built with. */
    public static Parameters parameters(PeerWiring wiring) {
        Parameters parameters = new Parameters();
        parameters.put(PeerWiring.class.getName(), wiring, PeerWiring.class);
        return parameters;
    }

    @Override
    public String name() {
        return PeerRpcType.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        PeerWiring wiring =
                parameters == null ? null : parameters.getNonNull(PeerWiring.class.getName(), PeerWiring.class);
        if (wiring == null) {
            throw new IllegalArgumentException(
                    "the server was built without parameters: accepted: those of PeerRpcType");
        }
        return new PeerRpcFactory(this, wiring);
    }
}
