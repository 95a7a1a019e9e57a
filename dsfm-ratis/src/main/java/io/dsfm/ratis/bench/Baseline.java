package io.dsfm.ratis.bench;

/**
 * Plain Ratis beside the group.
 *
 * @param transport how its servers talk to each other
 * @param settings what its servers are told
 * @param isMeasured whether it is measured at all, or the group alone
 */
public record Baseline(PlainTransport transport, PlainSettings settings, boolean isMeasured) {

    /** The usual one: with the settings of the group's nodes, over gRPC. */
    public static final Baseline DEFAULT = new Baseline(PlainTransport.GRPC, PlainSettings.TUNED, true);
}
