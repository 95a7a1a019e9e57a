package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.node.StreamQueue.Restart;
import io.dsfm.ratis.stream.Records;
import org.junit.jupiter.api.Test;

/** Between the release thread, which never waits, and the stream's. */
final class StreamQueueTest {

    private final StreamQueue queue = new StreamQueue();
    private long added;

    private Outcome add(int bytes) {
        Outcome outcome = Records.outcome(++added, 1, Records.output("", new byte[bytes], 1), 0);
        queue.add(outcome);
        return outcome;
    }

    @Test
    void givesWhatWasAddedInOrder() {
        Outcome first = add(1);
        queue.restart(5, 6);
        Outcome second = add(1);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isEqualTo(new Restart(5, 6));
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void dropsResultsButNoRestartWhereNobodyTakes() {
        while (added < StreamQueue.RESULTS_MAX + 10) {
            add(1);
        }
        queue.restart(500_000, 1);
        queue.restart(600_000, 2);
        add(1);

        int taken = 0;
        Object last = null;
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            taken++;
            last = next;
        }
        assertThat(taken).isEqualTo(StreamQueue.RESULTS_MAX);
        assertThat(last).isInstanceOf(Outcome.class);

        Outcome after = add(1);
        assertThat(queue.poll()).isEqualTo(new Restart(600_000, 2));
        assertThat(queue.poll()).isSameAs(after);
    }

    @Test
    void isBoundedInBytesButForTheFirst() {
        int half = (int) (StreamQueue.BYTES_MAX / 2) + 1;
        Outcome first = add(2 * half);
        add(1);
        assertThat(queue.isHalfFull()).isTrue();
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isNull();

        Outcome second = add(half);
        add(half);
        Outcome third = add(1);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.poll()).isNull();
        assertThat(queue.isHalfFull()).isFalse();
    }
}
