package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SharedTurnTest {

    @Test
    void everythingThatWasBroughtIsDoneOnceByOneThreadAtATime() throws Exception {
        int threads = 4;
        int each = 200_000;
        Queue<Integer> brought = new ConcurrentLinkedQueue<>();
        AtomicBoolean isBusy = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        int[] done = {0};
        Wake relieved = new Wake();
        SharedTurn turn = new SharedTurn(
                () -> {
                    if (!isBusy.compareAndSet(false, true)) {
                        overlaps.incrementAndGet();
                    }
                    boolean wasWork = brought.poll() != null;
                    done[0] += wasWork ? 1 : 0;
                    isBusy.set(false);
                    return wasWork;
                },
                relieved::signal);
        AtomicBoolean isOver = new AtomicBoolean();
        Thread relief = new Thread(() -> {
            while (!isOver.get()) {
                turn.run();
                relieved.await(Long.MAX_VALUE);
            }
        });
        relief.start();
        List<Thread> bringing = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int item = 0; item < each; item++) {
                    brought.add(item);
                    turn.run();
                }
            });
            thread.start();
            bringing.add(thread);
        }
        for (Thread thread : bringing) {
            thread.join();
        }
        // Nobody calls any more: what is left is being done, or asked of the relief.
        while (!brought.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(turn.end(10_000_000_000L)).isTrue();
        isOver.set(true);
        relieved.signal();
        relief.join();

        assertThat(done[0]).isEqualTo(threads * each);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void anEndedTurnIsNotTakenAgain() {
        AtomicInteger turns = new AtomicInteger();
        SharedTurn turn = new SharedTurn(() -> turns.incrementAndGet() < 3, () -> {});
        turn.run();
        assertThat(turn.end(0)).isTrue();

        turn.run();

        assertThat(turns).hasValue(3);
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedForLonger() throws Exception {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        SharedTurn turn = new SharedTurn(
                () -> {
                    isIn.countDown();
                    try {
                        mayLeave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                },
                () -> {});
        Thread thread = new Thread(turn::run);
        thread.start();
        isIn.await();

        assertThat(turn.end(1_000_000)).isFalse();

        mayLeave.countDown();
        thread.join();
        assertThat(turn.end(0)).isTrue();
    }

    /** A node ends its parts when it is closed, and Ratis its state machine: it waited for itself, each time. */
    @Test
    void whatHasEndedNeedsNotEndAgain() {
        SharedTurn turn = new SharedTurn(() -> false, () -> {});

        assertThat(turn.end(Long.MAX_VALUE >> 1)).isTrue();
        assertThat(turn.end(Long.MAX_VALUE >> 1)).isTrue();
    }
}
