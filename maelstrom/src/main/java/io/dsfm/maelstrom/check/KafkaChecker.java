package io.dsfm.maelstrom.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Logs by key, as Maelstrom's {@code kafka} has them: an offset holds one message and a message has one offset; what was sent
 * is polled if something behind it is; polls of one process go on from where it was assigned and leave nothing out, as long as it
 * keeps the key; nothing is polled that was not sent, and a poll that gives nothing of a key had nothing to give. Offsets are in
 * the order of the sends in time, and of what was polled before: the graph of those has no cycle. Messages are different from
 * each other. Who in the end reads keys from their beginning until nothing more comes
 * has polled all that was known to be in them by then: what was sent, and what anybody had polled. Committed offsets, which an
 * assignment gives, never go back, and somebody has committed them.
 */
final class KafkaChecker implements Checker {

    @Override
    public Verdict check(List<HistoryEvent> history) {
        return new Search(Operation.of(history)).run();
    }

    private static final class Search {

        /** Of a key, when no offset is committed. */
        private static final long NONE = -1;

        private final List<Operation> operations;
        private final List<String> findings = new ArrayList<>();
        /** By key and offset: the message. */
        private final Map<String, TreeMap<Long, String>> logs = new HashMap<>();

        private final Map<String, Map<String, Long>> offsets = new HashMap<>();
        private final Map<String, Set<String>> polled = new HashMap<>();
        /** By key and message: the polls that gave it. */
        private final Map<String, Map<String, List<Operation>>> readers = new HashMap<>();

        private final Map<String, Map<String, Operation>> sent = new HashMap<>();
        private final Dependencies order = new Dependencies();
        /** By process and key: the offset that is polled next; of the keys that it has. */
        private final Map<Integer, Map<String, Long>> positions = new HashMap<>();

        /** From where a process polled, and what came first. */
        private final List<Step> steps = new ArrayList<>();

        /** Polls that gave nothing of a key, and from where they asked. */
        private final List<Step> empties = new ArrayList<>();

        /** By process: what it reads in the end. */
        private final Map<Integer, Last> lasts = new HashMap<>();

        /** By key and message: the operation that ended first of those by which it is known to be in the log. */
        private final Map<String, Map<String, Operation>> known = new HashMap<>();

        /** The messages that a process polled in the end, by each key that it was assigned. */
        private record Last(Map<String, Set<String>> messages, List<Operation> empty) {}

        /**
         * Of a poll.
         *
         * @param from the offset that was asked for
         * @param to the offset that came; not for polls that gave nothing
         */
        private record Step(Operation poll, String key, long from, long to) {}

        Search(List<Operation> operations) {
            this.operations = operations;
        }

        Verdict run() {
            operations.stream()
                    .filter(operation -> operation.function().equals("send"))
                    .forEach(this::takeSend);
            // One process does one thing after the other, so that this is the order of its polls.
            for (Operation operation : operations) {
                if (operation.function().equals("assign")) {
                    takeAssignment(operation);
                } else if (operation.function().equals("poll") && operation.isOk()) {
                    takePoll(operation);
                }
            }
            steps.forEach(this::findSkipped);
            empties.forEach(this::findStale);
            sent.forEach(this::findLost);
            lasts.values().forEach(this::findMissing);
            List<Operation> commits = operations.stream()
                    .filter(operation -> operation.function().equals("commit_offsets") && !operation.isFailed())
                    .toList();
            List<Operation> assignments = operations.stream()
                    .filter(operation -> operation.function().equals("assign")
                            && operation.isOk()
                            && operation.value().isObject())
                    .toList();
            assignments.forEach(assignment -> findWrongCommitted(assignment, commits, assignments));
            findCycles();
            return Verdict.of(findings);
        }

        private void takeSend(Operation operation) {
            for (JsonNode step : operation.value()) {
                String key = step.get(1).asText();
                JsonNode argument = step.get(2);
                String message = operation.isOk() ? argument.get(1).toString() : argument.toString();
                sent.computeIfAbsent(key, unused -> new HashMap<>()).put(message, operation);
                if (operation.isOk()) {
                    place(operation, key, argument.get(0).asLong(), message);
                }
            }
        }

        /** The client goes on where it was with the keys that it keeps, and with others from what is committed. */
        private void takeAssignment(Operation operation) {
            int process = operation.invoked().process();
            if (!operation.isOk()) {
                return; // it keeps what it has
            }
            Map<String, Long> before = positions.getOrDefault(process, Map.of());
            Map<String, Long> next = new HashMap<>();
            for (JsonNode name : operation.invoked().value()) {
                String key = name.asText();
                long committed = Math.max(0, committed(operation, key));
                next.put(key, operation.isFinal() ? 0 : before.getOrDefault(key, committed));
            }
            positions.put(process, next);
            lasts.remove(process);
            if (operation.isFinal()) {
                Map<String, Set<String>> messages = new HashMap<>();
                operation.invoked().value().forEach(key -> messages.put(key.asText(), new HashSet<>()));
                lasts.put(process, new Last(messages, new ArrayList<>()));
            }
        }

        private void place(Operation operation, String key, long offset, String message) {
            known.computeIfAbsent(key, unused -> new HashMap<>())
                    .merge(message, operation, (one, other) -> one.end() <= other.end() ? one : other);
            String other = logs.computeIfAbsent(key, unused -> new TreeMap<>()).putIfAbsent(offset, message);
            if (other != null && !other.equals(message)) {
                findings.add("two messages at one offset: key=" + key + ", offset=" + offset + ", " + other + " and "
                        + message + ", seen by " + operation);
            }
            Long before =
                    offsets.computeIfAbsent(key, unused -> new HashMap<>()).putIfAbsent(message, offset);
            if (before != null && before != offset) {
                findings.add("one message at two offsets: key=" + key + ", message=" + message + ", offsets=" + before
                        + " and " + offset + ", seen by " + operation);
            }
        }

        private void takePoll(Operation operation) {
            Map<String, Long> reached =
                    positions.computeIfAbsent(operation.invoked().process(), unused -> new HashMap<>());
            Last last = lasts.get(operation.invoked().process());
            boolean isEmpty = true;
            Set<String> unpolled = new HashSet<>(reached.keySet());
            for (JsonNode step : operation.value()) {
                for (JsonNode log : step.path(1)) {
                    isEmpty &= log.isEmpty();
                }
                step.path(1).properties().forEach(entry -> {
                    if (!entry.getValue().isEmpty()) {
                        unpolled.remove(entry.getKey());
                    }
                    for (JsonNode pair : entry.getValue()) {
                        if (last != null && last.messages().containsKey(entry.getKey())) {
                            last.messages().get(entry.getKey()).add(pair.get(1).toString());
                        }
                        take(
                                operation,
                                reached,
                                entry.getKey(),
                                pair.get(0).asLong(),
                                pair.get(1).toString());
                    }
                });
            }
            unpolled.forEach(key -> empties.add(new Step(operation, key, reached.getOrDefault(key, 0L), NONE)));
            if (last != null && operation.isFinal() && isEmpty) {
                last.empty().add(operation);
            }
        }

        /** The poll in which nothing more came began after all this was in the logs. */
        private void findMissing(Last last) {
            for (Operation empty : last.empty()) {
                last.messages()
                        .forEach((key, messages) -> known.getOrDefault(key, Map.of())
                                .forEach((message, knownBy) -> {
                                    if (knownBy.end() < empty.start() && !messages.contains(message)) {
                                        findings.add(
                                                "lost: key=" + key + ", message=" + message + ", known by " + knownBy
                                                        + ", is in no final poll of process "
                                                        + empty.invoked().process() + " up to " + empty);
                                    }
                                }));
            }
        }

        private void findWrongCommitted(Operation assignment, List<Operation> commits, List<Operation> assignments) {
            for (JsonNode name : assignment.invoked().value()) {
                String key = name.asText();
                long committed = committed(assignment, key);
                long highest = NONE;
                for (Operation commit : commits) {
                    if (commit.start() < assignment.end()) {
                        highest = Math.max(highest, committed(commit, key));
                    }
                    findGoneBack(commit, assignment, key);
                }
                for (Operation other : assignments) {
                    findGoneBack(other, assignment, key);
                }
                if (committed > highest) {
                    findings.add("committed by nobody: key=" + key + ", offset=" + committed + ", in " + assignment);
                }
            }
        }

        private void findGoneBack(Operation before, Operation assignment, String key) {
            if (before.end() < assignment.start() && committed(assignment, key) < committed(before, key)) {
                findings.add("committed offset went back: key=" + key + ", " + before + " and then " + assignment);
            }
        }

        private static long committed(Operation operation, String key) {
            return operation.value().path(key).asLong(NONE);
        }

        /** What lies between where a process was and what it polled then, it should have polled too. */
        private void findSkipped(Step step) {
            logs.getOrDefault(step.key(), new TreeMap<>())
                    .subMap(step.from(), true, step.to(), false)
                    .forEach((offset, message) -> findings.add("skipped: key=" + step.key() + ", offset=" + offset
                            + ", message=" + message + ", polled from " + step.from() + " came " + step.to()
                            + ", in "
                            + step.poll()));
        }

        /** Who gets nothing of a key was at its end. */
        private void findStale(Step step) {
            Map<String, Operation> knownBy = known.getOrDefault(step.key(), Map.of());
            logs.getOrDefault(step.key(), new TreeMap<>())
                    .tailMap(step.from(), true)
                    .forEach((offset, message) -> {
                        Operation knower = knownBy.get(message);
                        if (knower != null && knower.end() < step.poll().start()) {
                            findings.add("stale: key=" + step.key() + ", offset=" + offset + ", known by " + knower
                                    + ", was not there when it was polled from " + step.from() + " by " + step.poll());
                        }
                    });
        }

        /** Sends in order of their offsets, each before the polls that gave it, and all in order of time. */
        private void findCycles() {
            for (Operation operation : operations) {
                boolean isSend = operation.function().equals("send") && !operation.isFailed();
                if (isSend || (operation.function().equals("poll") && operation.isOk())) {
                    order.add(operation);
                }
            }
            logs.forEach((key, log) -> {
                Operation before = null;
                for (String message : log.values()) {
                    Operation sender = sent.getOrDefault(key, Map.of()).get(message);
                    if (before != null && sender != null) {
                        order.add(before, sender, Dependencies.Reason.WRITE_WRITE, message + " of key " + key);
                    }
                    before = sender == null ? before : sender;
                }
            });
            readers.forEach((key, byMessage) -> byMessage.forEach((message, polls) -> {
                Operation sender = sent.getOrDefault(key, Map.of()).get(message);
                if (sender != null) {
                    polls.forEach(poll ->
                            order.add(sender, poll, Dependencies.Reason.WRITE_READ, message + " of key " + key));
                }
            }));
            order.addRealTime();
            findings.addAll(order.cycles());
        }

        private void take(Operation operation, Map<String, Long> reached, String key, long offset, String message) {
            Long from = reached.put(key, offset + 1);
            if (from != null && offset < from) {
                findings.add("polled backwards: key=" + key + ", polled from " + from + " came " + offset + ", in "
                        + operation);
            } else if (from != null) {
                steps.add(new Step(operation, key, from, offset));
            }
            Operation sender = sent.getOrDefault(key, Map.of()).get(message);
            if (sender == null || sender.start() > operation.end()) {
                findings.add("phantom: key=" + key + ", message=" + message + " was not sent, polled by " + operation);
            } else if (sender.isFailed()) {
                findings.add("aborted: polled though it failed: " + sender + ", by " + operation);
            }
            polled.computeIfAbsent(key, unused -> new HashSet<>()).add(message);
            readers.computeIfAbsent(key, unused -> new HashMap<>())
                    .computeIfAbsent(message, unused -> new ArrayList<>())
                    .add(operation);
            place(operation, key, offset, message);
        }

        private void findLost(String key, Map<String, Operation> senders) {
            Map<String, Long> placed = offsets.getOrDefault(key, Map.of());
            Set<String> seen = polled.getOrDefault(key, Set.of());
            long last = seen.stream().mapToLong(placed::get).max().orElse(-1);
            senders.forEach((message, sender) -> {
                if (sender.isOk() && !seen.contains(message) && placed.get(message) < last) {
                    findings.add(
                            "lost: nobody has polled it, though what is behind it was: key=" + key + ", " + sender);
                }
            });
        }
    }
}
