package io.dsfm.maelstrom.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Two to four small transactions on two keys that overlap, and one after all that reads both keys. They are executed one after
 * the other in any order, which may contradict time; some of which nothing is known took place and some did not; in some
 * histories one read is then changed.
 */
final class RandomTransactions {

    private static final int KEYS = 2;

    private static final class Step {
        final int key;
        final int written;
        List<Integer> read = List.of();

        /** A read if {@code written} is 0. */
        Step(int key, int written) {
            this.key = key;
            this.written = written;
        }
    }

    private static final class Transaction {
        final List<Step> steps = new ArrayList<>();
        int begin;
        int end;
        boolean isKnown = true;
    }

    private final String write;
    private final boolean isList;
    private final List<Transaction> transactions = new ArrayList<>();

    RandomTransactions(Random random, String write) {
        this.write = write;
        this.isList = write.equals("append");
        int count = 2 + random.nextInt(3);
        List<Integer> times = new ArrayList<>();
        for (int i = 1; i <= 2 * count; i++) {
            times.add(i);
        }
        Collections.shuffle(times, random);
        int written = 0;
        for (int i = 0; i < count; i++) {
            Transaction transaction = new Transaction();
            transaction.begin = Math.min(times.get(2 * i), times.get(2 * i + 1));
            transaction.end = Math.max(times.get(2 * i), times.get(2 * i + 1));
            transaction.isKnown = random.nextInt(6) > 0;
            int steps = 1 + random.nextInt(3);
            for (int step = 0; step < steps; step++) {
                transaction.steps.add(new Step(1 + random.nextInt(KEYS), random.nextBoolean() ? ++written : 0));
            }
            transactions.add(transaction);
        }
        Transaction last = new Transaction();
        last.begin = 2 * count + 1;
        last.end = 2 * count + 2;
        for (int key = 1; key <= KEYS; key++) {
            last.steps.add(new Step(key, 0));
        }
        List<Transaction> order = new ArrayList<>(transactions);
        order.removeIf(transaction -> !transaction.isKnown && random.nextBoolean());
        Collections.shuffle(order, random);
        if (random.nextBoolean()) {
            order.sort(Comparator.comparingInt(transaction -> transaction.end));
        }
        transactions.add(last);
        order.add(last);
        read(order);
        if (random.nextInt(3) == 0) {
            changeOneRead(random);
        }
    }

    /** As a right store could have. */
    void executeInTheOrderOfTheirEnds() {
        List<Transaction> order = new ArrayList<>(transactions);
        order.sort(Comparator.comparingInt(transaction -> transaction.end));
        read(order);
    }

    private void read(List<Transaction> order) {
        List<List<Integer>> state = empty();
        order.forEach(transaction -> transaction.steps.forEach(step -> {
            if (step.written == 0) {
                step.read = state.get(step.key);
            }
            execute(step, state);
        }));
    }

    private void changeOneRead(Random random) {
        List<Step> reads = transactions.stream()
                .filter(transaction -> transaction.isKnown)
                .flatMap(transaction -> transaction.steps.stream())
                .filter(step -> !step.read.isEmpty())
                .toList();
        if (!reads.isEmpty()) {
            Step step = reads.get(random.nextInt(reads.size()));
            step.read = isList ? step.read.subList(0, random.nextInt(step.read.size())) : List.of();
        }
    }

    private static List<List<Integer>> empty() {
        List<List<Integer>> state = new ArrayList<>();
        for (int key = 0; key <= KEYS; key++) {
            state.add(List.of());
        }
        return state;
    }

    private void execute(Step step, List<List<Integer>> state) {
        if (step.written > 0) {
            List<Integer> value = new ArrayList<>(isList ? state.get(step.key) : List.of());
            value.add(step.written);
            state.set(step.key, value);
        }
    }

    /** Whether any order of those that are known and any of the others, which does not contradict time, gives what was read. */
    boolean isStrictlySerializable() {
        return canFollow(empty(), new ArrayList<>(transactions));
    }

    private boolean canFollow(List<List<Integer>> state, List<Transaction> left) {
        if (left.stream().noneMatch(transaction -> transaction.isKnown)) {
            return true;
        }
        for (Transaction next : left) {
            boolean mustWait = left.stream().anyMatch(other -> other.isKnown && other.end < next.begin);
            List<List<Integer>> after = new ArrayList<>(state);
            if (!mustWait && gives(next, after)) {
                List<Transaction> rest = new ArrayList<>(left);
                rest.remove(next);
                if (canFollow(after, rest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean gives(Transaction transaction, List<List<Integer>> state) {
        for (Step step : transaction.steps) {
            if (transaction.isKnown && step.written == 0 && !step.read.equals(state.get(step.key))) {
                return false;
            }
            execute(step, state);
        }
        return true;
    }

    /** In the form of {@link Histories}. */
    String history() {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            Transaction transaction = transactions.get(i);
            operations.add(transaction.begin + (transaction.isKnown ? "-" + transaction.end : "?") + " p" + i + " txn "
                    + text(transaction, false) + (transaction.isKnown ? " => " + text(transaction, true) : ""));
        }
        return String.join("; ", operations);
    }

    private String text(Transaction transaction, boolean isEnd) {
        return transaction.steps.stream()
                .map(step -> step.written > 0
                        ? "[\"" + write + "\"," + step.key + "," + step.written + "]"
                        : "[\"r\"," + step.key + "," + (isEnd ? value(step.read) : "null") + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String value(List<Integer> read) {
        if (read.isEmpty()) {
            return "null";
        }
        return isList ? read.toString().replace(" ", "") : read.get(0).toString();
    }
}
