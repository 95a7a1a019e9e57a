package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/**
 * The answers kept for one session: those of an unbroken range of request numbers, of which the oldest go first.
 *
 * <p>Invariants: {@code firstNumber} is the number of the oldest answer kept; the answers of {@code firstNumber} to
 * {@code firstNumber + size - 1} are kept, each at its number modulo the capacity, a power of two; {@code digest} is the
 * sum of theirs.
 */
final class AnswerRing {

    private final UndoLog undo;
    private Answer[] answers = new Answer[8];
    private long firstNumber = 1;
    private int size;
    private long bytes;
    private long digest;

    /** Every change is told to {@code undo}. */
    AnswerRing(UndoLog undo) {
        this.undo = undo;
    }

    /** Starts empty, with {@code nextNumber} as the number of the next answer. */
    void startAt(long nextNumber) {
        if (size != 0) {
            throw new IllegalStateException("answers are kept already: size=" + size);
        }
        firstNumber = nextNumber;
    }

    /** Keeps the answer to the number after the newest one, and drops the oldest beyond the bounds. */
    void add(Answer answer, int answersMax, int bytesMax) {
        if (answer.requestNumber() != firstNumber + size) {
            throw new IllegalStateException("answers must be kept in order: requestNumber=" + answer.requestNumber()
                    + ", expected=" + (firstNumber + size));
        }
        if (size == answers.length) {
            grow();
        }
        answers[slot(answer.requestNumber())] = answer;
        size++;
        bytes += answer.output().length;
        digest += answer.digest();
        if (undo.isRecording()) {
            undo.record(this::removeNewest);
        }
        while (size > answersMax || bytes > bytesMax && size > 1) {
            dropOldest();
        }
    }

    /** Drops the answers up to {@code number}, inclusive. */
    void dropThrough(long number) {
        while (size > 0 && firstNumber <= number) {
            dropOldest();
        }
    }

    /** The answer to {@code number}, or null if it is not kept. */
    @Nullable
    Answer find(long number) {
        return number >= firstNumber && number < firstNumber + size ? answers[slot(number)] : null;
    }

    long firstNumber() {
        return firstNumber;
    }

    int size() {
        return size;
    }

    long digest() {
        return digest;
    }

    private void dropOldest() {
        Answer dropped = remove(firstNumber);
        firstNumber++;
        if (undo.isRecording()) {
            undo.record(() -> restoreOldest(dropped));
        }
    }

    private void removeNewest() {
        remove(firstNumber + size - 1);
    }

    private void restoreOldest(Answer dropped) {
        firstNumber--;
        answers[slot(firstNumber)] = dropped;
        size++;
        bytes += dropped.output().length;
        digest += dropped.digest();
    }

    private Answer remove(long number) {
        int slot = slot(number);
        Answer removed = answers[slot];
        answers[slot] = null;
        size--;
        bytes -= removed.output().length;
        digest -= removed.digest();
        return removed;
    }

    private void grow() {
        Answer[] larger = new Answer[answers.length * 2];
        for (long number = firstNumber; number < firstNumber + size; number++) {
            larger[(int) (number & larger.length - 1)] = answers[slot(number)];
        }
        answers = larger;
    }

    private int slot(long number) {
        return (int) (number & answers.length - 1);
    }
}
