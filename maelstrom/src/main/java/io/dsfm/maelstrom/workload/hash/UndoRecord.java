package io.dsfm.maelstrom.workload.hash;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How to undo what was done since the oldest mark.
 *
 * <p>Threading: the instance's thread.
 *
 * <p>Invariants: the places of marks, which are counts of all changes ever recorded, do not go down from one mark to the
 * next; nothing is recorded while nothing is marked.
 */
final class UndoRecord {

    private final Deque<Runnable> undos = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    /** How many changes come before the oldest that is recorded. */
    private long dropped;

    private record Mark(long point, long place) {}

    /** A change was made, which this undoes. */
    void onChange(Runnable undo) {
        if (!marks.isEmpty()) {
            undos.addLast(undo);
        }
    }

    void mark(long point) {
        marks.addLast(new Mark(point, dropped + undos.size()));
    }

    void revertTo(long point) {
        while (!marks.isEmpty() && marks.getLast().point() > point) {
            marks.removeLast();
        }
        if (marks.isEmpty() || marks.getLast().point() != point) {
            throw new IllegalArgumentException("not marked: point=" + point);
        }
        while (dropped + undos.size() > marks.getLast().place()) {
            undos.removeLast().run();
        }
    }

    void forgetBefore(long point) {
        while (!marks.isEmpty() && marks.getFirst().point() < point) {
            marks.removeFirst();
        }
        if (marks.isEmpty()) {
            clear();
            return;
        }
        while (dropped < marks.getFirst().place()) {
            undos.removeFirst();
            dropped++;
        }
    }

    void clear() {
        marks.clear();
        undos.clear();
        dropped = 0;
    }
}
