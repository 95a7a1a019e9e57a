package io.dsfm.ratis.node;

import java.util.ArrayDeque;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * What an instance is to do between two entries, each once the entries up to some index are executed.
 *
 * <p>Threading: any thread offers, the instance's runs.
 */
final class TaskQueue {

    private static final int WAITING_MAX = 65_536;
    private static final int TASKS_PER_TURN = 256;

    /** Something to do once everything up to {@code index}, inclusive, is executed. */
    private record Waiting(long index, Runnable task) {}

    private final ManyToOneConcurrentArrayQueue<Waiting> tasks = new ManyToOneConcurrentArrayQueue<>(WAITING_MAX);
    /** Taken from the queue, and not yet due. */
    private final ArrayDeque<Waiting> notDue = new ArrayDeque<>();

    /** Gives whether there was room. */
    boolean offer(long index, Runnable task) {
        return tasks.offer(new Waiting(index, task));
    }

    /** Does some of what is due when everything up to {@code executedIndex} is executed; gives whether there was any. */
    boolean run(long executedIndex) {
        int done = 0;
        while (!notDue.isEmpty() && notDue.peek().index() <= executedIndex) {
            notDue.poll().task().run();
            done++;
        }
        Waiting next;
        while (done < TASKS_PER_TURN && (next = tasks.poll()) != null) {
            if (next.index() > executedIndex) {
                notDue.add(next);
            } else {
                next.task().run();
                done++;
            }
        }
        return done > 0;
    }

    /** Whether there is nothing to do, now or later. */
    boolean isEmpty() {
        return notDue.isEmpty() && tasks.isEmpty();
    }

    /** How many wait, of those not yet looked at. */
    int size() {
        return tasks.size();
    }
}
