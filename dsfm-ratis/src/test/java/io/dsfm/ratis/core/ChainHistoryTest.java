package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Which checkpoints can be compared, and what they then show. */
final class ChainHistoryTest {

    private static final int CAPACITY = 1 << 14;

    private final ChainHistory chain = new ChainHistory();
    private final long[] digests = new long[CAPACITY * 3];

    private void append(int from, int through) {
        for (int sequence = from; sequence <= through; sequence++) {
            chain.append(sequence, ByteBuffer.allocate(4).putInt(sequence).array());
            digests[sequence] = chain.last();
        }
    }

    @Test
    void everyKeptSequenceAgreesWithItselfAndWithNothingElse() {
        append(1, CAPACITY * 2 + 77);
        for (int sequence = CAPACITY + 78; sequence <= CAPACITY * 2 + 77; sequence++) {
            assertThat(chain.compare(new Input.Checkpoint(sequence, digests[sequence]), null))
                    .isNull();
            assertThat(chain.compare(new Input.Checkpoint(sequence, digests[sequence] + 1), null))
                    .isEqualTo(new CheckpointMismatch(sequence, digests[sequence], digests[sequence] + 1));
        }
    }

    @Test
    void whatIsNotKeptIsNotCompared() {
        append(1, CAPACITY * 2);
        long[] sequences = {Long.MIN_VALUE, -1, 0, 1, CAPACITY, CAPACITY * 2L + 1, CAPACITY * 3L, Long.MAX_VALUE};
        for (long sequence : sequences) {
            assertThat(chain.compare(new Input.Checkpoint(sequence, 12345), null))
                    .isNull();
        }
    }

    @Test
    void afterARestartOnlyWhatCameSinceIsCompared() {
        append(1, 100);

        chain.restart(60, digests[60]);

        assertThat(chain.last()).isEqualTo(digests[60]);
        assertThat(chain.compare(new Input.Checkpoint(70, 5), null)).isNull();
        assertThat(chain.compare(new Input.Checkpoint(60, 5), null)).isNull();
        long before = digests[61];
        append(61, 61);
        assertThat(digests[61]).isEqualTo(before);
        assertThat(chain.compare(new Input.Checkpoint(61, 5), null))
                .isEqualTo(new CheckpointMismatch(61, digests[61], 5));
    }

    @Test
    void theFirstMismatchStays() {
        append(1, 10);
        CheckpointMismatch first = new CheckpointMismatch(1, 2, 3);

        assertThat(chain.compare(new Input.Checkpoint(5, 5), first)).isSameAs(first);
        assertThat(chain.compare(new Input.Checkpoint(5, digests[5]), first)).isSameAs(first);
    }

    @Test
    void oneDifferentOutputShowsInEverySequenceAfterIt() {
        ChainHistory other = new ChainHistory();
        append(1, 20);
        for (int sequence = 1; sequence <= 20; sequence++) {
            other.append(
                    sequence,
                    ByteBuffer.allocate(4).putInt(sequence == 7 ? 70 : sequence).array());
            assertThat(other.last() == digests[sequence]).isEqualTo(sequence < 7);
        }
    }
}
