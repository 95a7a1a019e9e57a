package io.dsfm.sample.matching.demo.fault;

/**
 * A fault that struck.
 *
 * @param kind what was done
 * @param node to which node, the primary then
 * @param strikeNanos when, by {@link System#nanoTime()}, just after the signal
 * @param takeoverNanos from then to the first result of an order submitted after it
 * @param recoveryNanos from then until the node, back again, had executed all that was acknowledged when it came back
 */
public record Fault(FaultKind kind, String node, long strikeNanos, long takeoverNanos, long recoveryNanos) {}
