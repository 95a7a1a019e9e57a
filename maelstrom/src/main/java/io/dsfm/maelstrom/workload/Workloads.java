package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workload that a request belongs to. Some have requests of one type with bodies that do not tell which is meant,
 * such as {@code read}: then it is the workload that the node was told, or the one that a request before could only belong
 * to, or the one of which the store holds something.
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
     * @throws RequestException if there is no such request, or if its body is not what the type asks for
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
            return whicheverIsMeant(possible, type, body);
        }
        Workload found = possible.get(0);
        if (known == null) {
            known = found;
        }
        return found.parse(type, body);
    }

    /**
     * What the store must be asked, so that what it holds tells which of these is meant.
     *
     * @throws RequestException if the body is none of a request of any of them
     */
    private static Request whicheverIsMeant(List<Workload> possible, String type, ObjectNode body)
            throws RequestException {
        List<Request> requests = new ArrayList<>();
        for (Workload workload : possible) {
            requests.add(workload.parse(type, body));
        }
        Request first = requests.get(0);
        if (first instanceof Request.Local) {
            return first;
        }
        if (requests.size() == 2
                && first instanceof Request.Update lists
                && requests.get(1) instanceof Request.Update registers) {
            return Transactions.either(lists, registers);
        }
        return whicheverHoldsSomething(possible, requests);
    }

    private static Request whicheverHoldsSomething(List<Workload> possible, List<Request> requests) {
        Map<Step, Request.Answer> byStep = new LinkedHashMap<>();
        for (Request request : requests) {
            Request.Read read = (Request.Read) request;
            byStep.putIfAbsent(read.steps().get(0), read.answer());
        }
        List<Request.Answer> answers = List.copyOf(byStep.values());
        return new Request.Read(List.copyOf(byStep.keySet()), results -> {
            List<Integer> holding = IntStream.range(0, results.size())
                    .filter(i -> holdsSomething(results.get(i)))
                    .boxed()
                    .toList();
            if (holding.size() != 1) {
                throw new RequestException(
                        ErrorCode.TEMPORARILY_UNAVAILABLE,
                        "it cannot be told yet which workload is meant: "
                                + possible.stream().map(Workload::name).collect(Collectors.joining(", ")));
            }
            int place = holding.get(0);
            return answers.get(place).reply(List.of(results.get(place)));
        });
    }

    private static boolean holdsSomething(Result result) {
        return result instanceof Result.Sequence sequence
                ? !sequence.items().isEmpty()
                : !(result instanceof Result.Absent);
    }
}
