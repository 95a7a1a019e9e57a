package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workload that a request belongs to. Some have requests of one type with bodies that do not tell which is meant,
 * such as {@code read}: then it is the workload that the node was told, or the one that a request before could only belong
 * to.
 *
 * <p>Threading: one thread.
 */
public final class Workloads {

    private static final List<Workload> ALL = List.of(
            new Echo(),
            new UniqueIds(),
            new Broadcast(),
            new GrowOnlySet(),
            new PositiveNegativeCounter(),
            new GrowOnlyCounter(),
            new LinKv(),
            new TxnListAppend(),
            new TxnRwRegister(),
            new Kafka());

    /** What is known so far; null for nothing. */
    private @Nullable Workload known;

    /**
     * For a node that was told its workload.
     *
     * @param told its name; empty if it was not told
     * @throws IllegalArgumentException if there is none of that name
     */
    public Workloads(String told) {
        require(told);
        known = ALL.stream()
                .filter(workload -> workload.name().equals(told))
                .findFirst()
                .orElse(null);
    }

    /** Refuses a name that is not empty and not that of a workload, with those that are. */
    public static void require(String name) {
        if (!name.isEmpty()
                && ALL.stream().noneMatch(workload -> workload.name().equals(name))) {
            throw new IllegalArgumentException("no such workload: workload=" + name + ", accepted: "
                    + ALL.stream().map(Workload::name).collect(Collectors.joining(", ")));
        }
    }

    /** The name of the workload that the node was told or has found; empty for none. */
    public Optional<String> known() {
        return Optional.ofNullable(known).map(Workload::name);
    }

    /**
     * What a request comes to.
     *
     * @throws RequestException if there is no such request, if its body is not what the type asks for, or if it cannot be
     *     told which workload is meant
     */
    public Request parse(String type, ObjectNode body) throws RequestException {
        Workload told = known;
        if (told != null && told.types().contains(type) && told.accepts(body)) {
            return told.parse(type, body);
        }
        List<Workload> possible = ALL.stream()
                .filter(workload -> workload.types().contains(type) && workload.accepts(body))
                .toList();
        if (possible.isEmpty()) {
            throw Json.unknown(type);
        }
        boolean isCounter =
                possible.stream().allMatch(workload -> workload.name().endsWith("-counter"));
        if (possible.size() > 1 && !isCounter) {
            Request same = whicheverIsMeant(possible, type, body);
            if (same != null) {
                return same;
            }
            throw new RequestException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "it cannot be told yet which workload is meant: type=" + type + ", possible: "
                            + possible.stream().map(Workload::name).collect(Collectors.joining(", ")));
        }
        Workload found = possible.get(0);
        if (known == null) {
            known = found;
        }
        return found.parse(type, body);
    }

    /**
     * What all of these can answer without the group; null if there is such a thing only for some.
     *
     * @throws RequestException if the body is none of a request of any of them
     */
    private static @Nullable Request whicheverIsMeant(List<Workload> possible, String type, ObjectNode body)
            throws RequestException {
        List<Request> requests = new ArrayList<>();
        RequestException malformed = null;
        for (Workload workload : possible) {
            try {
                requests.add(workload.parse(type, body));
            } catch (RequestException e) {
                malformed = e;
            }
        }
        if (requests.isEmpty() && malformed != null) {
            throw malformed;
        }
        boolean isLocal = malformed == null && requests.stream().allMatch(Request.Local.class::isInstance);
        return isLocal ? requests.get(0) : null;
    }
}
