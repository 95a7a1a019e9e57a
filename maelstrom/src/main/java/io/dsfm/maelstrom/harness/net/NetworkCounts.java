package io.dsfm.maelstrom.harness.net;

/**
 * What became of messages, by number.
 *
 * @param delivered arrived, each copy counted
 * @param lost by the network's own doing
 * @param repeated second copies made
 * @param cut lost to a partition
 * @param undeliverable for a node that was down, or that did not read
 * @param overflowed lost because {@link Network#LONGEST_QUEUE} were on their way
 * @param late sent by a node to a client that was gone
 */
public record NetworkCounts(
        long delivered, long lost, long repeated, long cut, long undeliverable, long overflowed, long late) {}
