package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResequencerTest {

    private static final long HOLD = 100;

    private final Resequencer<Long> order = new Resequencer<>(HOLD);

    private List<Long> offer(long number, long now) {
        return order.offer(number, number, now);
    }

    @Test
    void givesWhatComesInOrderAtOnce() {
        assertThat(offer(1, 0)).containsExactly(1L);
        assertThat(offer(2, 0)).containsExactly(2L);
        assertThat(order.dueNanos()).isEqualTo(Resequencer.NEVER);
    }

    @Test
    void holdsWhatComesEarlyUntilThoseBeforeAreThere() {
        offer(1, 0);
        assertThat(offer(3, 0)).isEmpty();
        assertThat(offer(4, 0)).isEmpty();
        assertThat(offer(2, 50)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void waitsForALostMessageNoLongerThanTheHoldTime() {
        offer(1, 0);
        offer(3, 10);
        assertThat(order.expire(10 + HOLD - 1)).isEmpty();
        assertThat(order.dueNanos()).isEqualTo(10 + HOLD);
        assertThat(order.expire(10 + HOLD)).containsExactly(3L);
        assertThat(offer(4, 200)).containsExactly(4L);
    }

    @Test
    void givesALateMessageLateAndOnce() {
        offer(1, 0);
        offer(3, 0);
        order.expire(HOLD);
        assertThat(offer(2, 300)).containsExactly(2L);
        assertThat(offer(2, 301)).isEmpty();
    }

    @Test
    void givesARepeatedMessageOnce() {
        offer(1, 0);
        assertThat(offer(1, 0)).isEmpty();
        offer(3, 0);
        assertThat(offer(3, 0)).isEmpty();
        assertThat(offer(2, 0)).containsExactly(2L, 3L);
    }

    @Test
    void beginsWhereItFirstHearsAndTakesTheOneBeforeLate() {
        assertThat(offer(5_001, 0)).containsExactly(5_001L);
        assertThat(offer(5_000, 0)).containsExactly(5_000L);
    }

    @Test
    void holdsABoundedNumberOfMessages() {
        offer(1, 0);
        List<Long> given = new ArrayList<>();
        for (long number = 3; number <= Resequencer.HELD + 3; number++) {
            given.addAll(offer(number, 0));
        }
        assertThat(given).hasSize(Resequencer.HELD + 1).startsWith(3L);
    }

    @Test
    void givesEachMessageThatCameExactlyOnceWhateverTheNetworkDoes() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Resequencer<Long> any = new Resequencer<>(HOLD);
            List<Long> sent =
                    new ArrayList<>(LongStream.rangeClosed(1, 300).boxed().toList());
            sent.removeIf(number -> number > 1 && random.nextInt(20) == 0);
            List<Long> arriving = new ArrayList<>(sent);
            sent.stream().filter(number -> random.nextInt(10) == 0).forEach(arriving::add);
            // nearby ones change places
            arriving.sort((a, b) -> Long.compare(a, b));
            for (int i = 0; i + 1 < arriving.size(); i++) {
                Collections.swap(arriving, i, Math.min(arriving.size() - 1, i + random.nextInt(8)));
            }
            List<Long> given = new ArrayList<>();
            long now = 0;
            for (long number : arriving) {
                now += random.nextInt(30);
                given.addAll(any.expire(now));
                given.addAll(any.offer(number, number, now));
            }
            given.addAll(any.expire(now + HOLD));

            assertThat(given).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(sent);
        }
    }
}
