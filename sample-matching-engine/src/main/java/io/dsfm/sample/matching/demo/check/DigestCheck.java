package io.dsfm.sample.matching.demo.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what the instances of all nodes say of their state: all must have executed the same inputs, those and no others
 * that the clients know of, and have come to the same digest.
 *
 * <p>Threading: pure functions.
 */
public final class DigestCheck {

    private DigestCheck() {}

    /** An instance's state: its digest after the last input it executed, and that input's sequence. */
    public record InstanceState(String node, int ordinal, String variant, long sequence, long digest) {}

    /**
     * What is wrong with these states, in words.
     *
     * @param lastSequence the highest sequence that a client has seen
     * @return empty if all are the same, at that sequence
     */
    public static List<String> compare(long lastSequence, List<InstanceState> states) {
        if (states.isEmpty()) {
            return List.of("no instance to compare");
        }
        List<String> findings = new ArrayList<>();
        InstanceState first = states.get(0);
        for (InstanceState state : states) {
            if (state.sequence() != lastSequence) {
                findings.add("an instance is not at the last result's sequence: " + name(state) + ", sequence="
                        + state.sequence() + ", last=" + lastSequence);
            } else if (state.digest() != first.digest()) {
                findings.add("two instances have different digests at sequence " + lastSequence + ": " + name(state)
                        + ", digest=" + hex(state) + "; " + name(first) + ", digest=" + hex(first));
            }
        }
        return findings;
    }

    private static String name(InstanceState state) {
        return "node=" + state.node() + ", instance=" + state.ordinal() + ", variant=" + state.variant();
    }

    private static String hex(InstanceState state) {
        return String.format("%016x", state.digest());
    }
}
