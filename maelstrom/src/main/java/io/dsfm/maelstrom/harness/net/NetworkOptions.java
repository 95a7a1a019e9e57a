package io.dsfm.maelstrom.harness.net;

/**
 * What the network does to messages between nodes, as long as nothing is partitioned.
 *
 * @param latency how long each takes
 * @param loss the probability that one gets lost, from 0 to 1
 * @param duplication the probability that one arrives twice, from 0 to 1
 * @param reordering the probability that one is held back for {@link LinkFate#HELD_BACK_MEANS} means or {@link
 *     LinkFate#HELD_BACK_MILLIS}, whichever is longer, so that later ones overtake it; from 0 to 1
 */
public record NetworkOptions(Latency latency, double loss, double duplication, double reordering) {

    /** Nothing is delayed, lost, repeated or overtaken. */
    public static final NetworkOptions PERFECT = new NetworkOptions(Latency.NONE, 0, 0, 0);

    /** Refuses what is no probability. */
    public NetworkOptions {
        requireProbability("loss", loss);
        requireProbability("duplication", duplication);
        requireProbability("reordering", reordering);
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("not a probability: " + name + "=" + value + ", accepted: 0 to 1");
        }
    }
}
