package io.dsfm.ratis.gateway;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.proto.GoodbyeReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the gateway counts.
 *
 * <p>Threading: any.
 */
final class GatewayMetrics {

    final Meter requests;
    final Meter outcomes;
    final Meter refusals;
    final Meter queries;
    private final Map<GoodbyeReason, Meter> goodbyes = new EnumMap<>(GoodbyeReason.class);

    GatewayMetrics(MetricRegistry registry, AtomicInteger connections, WaitingBudget budget) {
        requests = registry.meter("gateway.requests");
        outcomes = registry.meter("gateway.outcomes");
        refusals = registry.meter("gateway.refusals");
        queries = registry.meter("gateway.queries");
        for (GoodbyeReason reason : GoodbyeReason.values()) {
            if (reason != GoodbyeReason.UNRECOGNIZED && reason != GoodbyeReason.GOODBYE_REASON_UNSPECIFIED) {
                goodbyes.put(reason, registry.meter("gateway.goodbyes." + reason));
            }
        }
        registry.gauge("gateway.connections", () -> connections::get);
        registry.gauge("gateway.waitingBytes", () -> budget::waitingBytes);
    }

    void onGoodbye(GoodbyeReason reason) {
        Meter meter = goodbyes.get(reason);
        if (meter != null) {
            meter.mark();
        }
    }
}
