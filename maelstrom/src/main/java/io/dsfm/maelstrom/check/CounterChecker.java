package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A counter ({@code g-counter}, {@code pn-counter}): a read gives what the additions that had ended come to, with some of
 * those under way; a final read exactly that, with some of those whose end is unknown. One that only grows never reads less than
 * a read that had ended before.
 */
final class CounterChecker implements Checker {

    private static final int SUMS_MAX = 1_000_000;

    private final boolean isGrowing;

    /** Whether nothing is ever taken away: {@code g-counter}. */
    CounterChecker(boolean isGrowing) {
        this.isGrowing = isGrowing;
    }

    @Override
    public Verdict check(List<HistoryEvent> history) {
        List<Operation> operations = Operation.of(history);
        List<Operation> additions = operations.stream()
                .filter(operation -> operation.function().equals("add") && !operation.isFailed())
                .toList();
        List<Operation> reads = operations.stream()
                .filter(operation -> operation.function().equals("read") && operation.isOk())
                .toList();
        List<String> findings = new ArrayList<>();
        for (Operation read : reads) {
            if (!read.value().isIntegralNumber() || !read.value().canConvertToLong()) {
                findings.add("not a whole number: " + read);
            }
        }
        if (!findings.isEmpty()) {
            return Verdict.of(findings);
        }
        if (isGrowing) {
            findFallen(reads, findings);
        }
        for (Operation read : reads) {
            long least = 0;
            long most = 0;
            for (Operation addition : additions) {
                long delta = addition.invoked().value().asLong();
                boolean isDone = addition.end() < read.start();
                boolean isBegun = addition.start() < read.end();
                least += isDone || (isBegun && delta < 0) ? delta : 0;
                most += isDone || (isBegun && delta > 0) ? delta : 0;
            }
            long value = read.value().asLong();
            if (value < least || value > most) {
                findings.add("out of bounds: " + read + ", possible: " + least + " to " + most);
            }
        }
        if (!findings.isEmpty()) {
            return Verdict.of(findings);
        }
        if (reads.stream().noneMatch(Operation::isFinal)) {
            return Verdict.unknown("there is no final read");
        }
        Set<Long> sums = possibleSums(additions);
        if (sums.size() > SUMS_MAX) {
            return Verdict.unknown("more than " + SUMS_MAX + " sums are possible");
        }
        reads.stream()
                .filter(read -> read.isFinal() && !sums.contains(read.value().asLong()))
                .forEach(read -> findings.add("not a possible sum: " + read));
        return Verdict.of(findings);
    }

    private static void findFallen(List<Operation> reads, List<String> findings) {
        List<Operation> byEnd = new ArrayList<>(reads);
        byEnd.sort(Comparator.comparingLong(Operation::end));
        int ended = 0;
        Operation highest = null;
        for (Operation read : reads) { // in order of their beginnings
            for (; byEnd.get(ended).end() < read.start(); ended++) {
                Operation before = byEnd.get(ended);
                if (highest == null || before.value().asLong() > highest.value().asLong()) {
                    highest = before;
                }
            }
            if (highest != null && read.value().asLong() < highest.value().asLong()) {
                findings.add("fell: " + highest + " and then " + read);
            }
        }
    }

    /** What the counter can be in the end; more than {@link #SUMS_MAX} if that are too many. */
    private static Set<Long> possibleSums(List<Operation> additions) {
        Set<Long> sums = new HashSet<>(Set.of(0L));
        for (Operation addition : additions) {
            long delta = addition.invoked().value().asLong();
            Set<Long> next = new HashSet<>();
            for (long sum : sums) {
                next.add(sum + delta);
                if (!addition.isOk()) {
                    next.add(sum);
                }
            }
            sums = next;
            if (sums.size() > SUMS_MAX) {
                return sums;
            }
        }
        return sums;
    }
}
