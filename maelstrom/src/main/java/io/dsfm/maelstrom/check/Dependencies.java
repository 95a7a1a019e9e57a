package io.dsfm.maelstrom.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jspecify.annotations.Nullable;

/**
 * Which transaction must come before which: a serial order exists if, and only if, nothing must come before itself.
 *
 * <p>Source: Adya: Weak Consistency, 1999; Kingsbury, Alvaro: Elle, 2020.
 */
final class Dependencies {

    /** Why one transaction comes before another. */
    enum Reason {
        /** Its write was overwritten by the other. */
        WRITE_WRITE("wrote before"),
        /** The other has read its write. */
        WRITE_READ("was read by"),
        /** It has not seen the other's write. */
        READ_WRITE("did not see the write of"),
        /** It had ended when the other began. */
        REAL_TIME("had ended before");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /** An arrow of the graph; no two are the same. */
    private static final class Edge {
        private final Reason reason;
        private final String detail;

        Edge(Reason reason, String detail) {
            this.reason = reason;
            this.detail = detail;
        }
    }

    private final Graph<Operation, Edge> graph = new DefaultDirectedGraph<>(Edge.class);

    void add(Operation transaction) {
        graph.addVertex(transaction);
    }

    /** {@code before} comes before {@code after}; the first reason that is given is kept. */
    void add(Operation before, Operation after, Reason reason, String detail) {
        if (!before.equals(after) && graph.containsVertex(before) && graph.containsVertex(after)) {
            graph.addEdge(before, after, new Edge(reason, detail));
        }
    }

    /** Adds the order in time, without the arrows that others imply. */
    void addRealTime() {
        record Event(long index, Operation operation, boolean isEnd) {}
        List<Event> events = new ArrayList<>();
        for (Operation operation : graph.vertexSet()) {
            events.add(new Event(operation.start(), operation, false));
            if (operation.end() != Operation.NEVER) {
                events.add(new Event(operation.end(), operation, true));
            }
        }
        events.sort(Comparator.comparingLong(Event::index));
        // Those that have ended, and before whose end no other of them began after an end of theirs.
        Set<Operation> frontier = new HashSet<>();
        Map<Operation, List<Operation>> impliedBy = new HashMap<>();
        for (Event event : events) {
            if (!event.isEnd()) {
                frontier.forEach(ended -> add(ended, event.operation(), Reason.REAL_TIME, ""));
                impliedBy.put(event.operation(), List.copyOf(frontier));
            } else {
                impliedBy.getOrDefault(event.operation(), List.of()).forEach(frontier::remove);
                frontier.add(event.operation());
            }
        }
    }

    /** A sentence for each group of transactions that cannot be ordered. */
    List<String> cycles() {
        List<String> found = new ArrayList<>();
        // Of the library's two, the one that does not call itself: a serial history is one long path.
        for (Set<Operation> component : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            if (component.size() > 1 && found.size() < Verdict.FINDINGS_MAX) {
                found.add(describe(shortestCycle(component)));
            }
        }
        return found;
    }

    private List<Edge> shortestCycle(Set<Operation> component) {
        List<Edge> shortest = List.of();
        int tried = 0;
        for (Operation start : component) {
            if (tried++ == 64) {
                break;
            }
            List<Edge> cycle = cycleThrough(start, component);
            if (shortest.isEmpty() || cycle.size() < shortest.size()) {
                shortest = cycle;
            }
        }
        return shortest;
    }

    private List<Edge> cycleThrough(Operation start, Set<Operation> component) {
        Map<Operation, Edge> cameBy = new HashMap<>();
        Deque<Operation> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            Operation at = next.poll();
            for (Edge edge : graph.outgoingEdgesOf(at)) {
                Operation target = graph.getEdgeTarget(edge);
                if (target.equals(start)) {
                    return wayTo(at, start, cameBy, edge);
                }
                if (component.contains(target) && !cameBy.containsKey(target)) {
                    cameBy.put(target, edge);
                    next.add(target);
                }
            }
        }
        throw new IllegalStateException("no cycle through a member of its component: " + start);
    }

    private List<Edge> wayTo(Operation end, Operation start, Map<Operation, Edge> cameBy, Edge last) {
        ArrayDeque<Edge> way = new ArrayDeque<>(List.of(last));
        Operation at = end;
        while (!at.equals(start)) {
            @Nullable Edge edge = cameBy.get(at);
            if (edge == null) {
                throw new IllegalStateException("no way back to " + start);
            }
            way.addFirst(edge);
            at = graph.getEdgeSource(edge);
        }
        return List.copyOf(way);
    }

    private String describe(List<Edge> cycle) {
        StringBuilder text = new StringBuilder(name(cycle)).append(':');
        for (Edge edge : cycle) {
            text.append(' ')
                    .append(graph.getEdgeSource(edge))
                    .append(' ')
                    .append(edge.reason.text)
                    .append(edge.detail.isEmpty() ? "" : " (" + edge.detail + ")");
        }
        return text.append(" the first").toString();
    }

    private static String name(List<Edge> cycle) {
        long unseen =
                cycle.stream().filter(edge -> edge.reason == Reason.READ_WRITE).count();
        boolean isRead = cycle.stream().anyMatch(edge -> edge.reason == Reason.WRITE_READ);
        boolean isInTime = cycle.stream().anyMatch(edge -> edge.reason == Reason.REAL_TIME);
        String name = unseen > 1 ? "G2" : unseen == 1 ? "G-single" : isRead ? "G1c" : "G0";
        return isInTime ? name + "-realtime" : name;
    }
}
