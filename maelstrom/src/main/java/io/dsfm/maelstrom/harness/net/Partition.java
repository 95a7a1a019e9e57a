package io.dsfm.maelstrom.harness.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which links are cut, each direction for itself.
 *
 * @param description the shape and who is where, for people
 * @param cut the links over which nothing gets
 */
public record Partition(String description, Set<Link> cut) {

    /** Nothing is cut. */
    public static final Partition NONE = new Partition("none", Set.of());

    /** One direction between two nodes. */
    public record Link(String source, String destination) {}

    /** How nodes are parted. */
    public enum Shape {
        /** A minority and a majority that do not hear each other. */
        HALVES,
        /** Each node hears a majority, no two the same one. */
        MAJORITY_RING,
        /** One node alone. */
        ISOLATED,
        /** Two halves, and one node that hears both. */
        BRIDGE,
        /** A minority is heard by nobody else, but hears all. */
        ONE_WAY
    }

    /** Freezes the set. */
    public Partition {
        cut = Collections.unmodifiableSet(new LinkedHashSet<>(cut));
    }

    /** Whether messages of this link get lost. */
    public boolean cuts(String source, String destination) {
        return !cut.isEmpty() && cut.contains(new Link(source, destination));
    }

    /** Parts the nodes, who is where as the random source decides. */
    public static Partition of(Shape shape, List<String> nodes, Random random) {
        List<String> order = new ArrayList<>(nodes);
        Collections.shuffle(order, random);
        int size = order.size();
        int minority = (size - 1) / 2;
        return switch (shape) {
            case HALVES -> severed("halves", order.subList(0, minority), order.subList(minority, size));
            case ISOLATED -> severed("isolated", order.subList(0, 1), order.subList(1, size));
            case BRIDGE ->
                severed(
                        "bridge " + order.get(0),
                        order.subList(1, 1 + (size - 1) / 2),
                        order.subList(1 + (size - 1) / 2, size));
            case ONE_WAY -> {
                List<String> muted = order.subList(0, Math.max(1, minority));
                List<String> others = order.subList(muted.size(), size);
                Set<Link> cut = new LinkedHashSet<>();
                cut(cut, muted, others);
                yield new Partition("one-way " + muted + " -/-> " + others, cut);
            }
            case MAJORITY_RING -> majorityRing(order);
        };
    }

    /** The shapes that cut anything among so many nodes: all from three on, fewer with two, none with one. */
    public static List<Shape> shapes(List<String> nodes) {
        return Arrays.stream(Shape.values())
                .filter(shape -> !of(shape, nodes, new Random(0)).cut().isEmpty())
                .toList();
    }

    private static Partition severed(String name, List<String> some, List<String> others) {
        Set<Link> cut = new LinkedHashSet<>();
        cut(cut, some, others);
        cut(cut, others, some);
        return new Partition(name + " " + some + " | " + others, cut);
    }

    private static void cut(Set<Link> cut, List<String> sources, List<String> destinations) {
        for (String source : sources) {
            for (String destination : destinations) {
                cut.add(new Link(source, destination));
            }
        }
    }

    /** In a ring, each node keeps its nearest neighbours, as many as make a majority with itself, and no others. */
    private static Partition majorityRing(List<String> ring) {
        int size = ring.size();
        int majority = size / 2 + 1;
        Set<Link> kept = new LinkedHashSet<>();
        for (int at = 0; at < size; at++) {
            // Neighbours on both sides, so that hearing is mutual; with an even number one more than needed.
            int reach = majority / 2;
            for (int step = 1; step <= reach; step++) {
                String next = ring.get((at + step) % size);
                kept.add(new Link(ring.get(at), next));
                kept.add(new Link(next, ring.get(at)));
            }
        }
        if (size == 3) {
            // Three in a ring all see each other; take one link out, so that two see only the third.
            kept.remove(new Link(ring.get(0), ring.get(2)));
            kept.remove(new Link(ring.get(2), ring.get(0)));
        }
        Set<Link> cut = new LinkedHashSet<>();
        for (String source : ring) {
            for (String destination : ring) {
                if (!source.equals(destination) && !kept.contains(new Link(source, destination))) {
                    cut.add(new Link(source, destination));
                }
            }
        }
        return new Partition("majority-ring " + ring, cut);
    }
}
