package io.dsfm.ratis.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a result is in the stream, and what a filter leaves of it. */
final class ResultCodecTest {

    private static final byte[] PAYLOAD = {1, 2, 3};
    private final byte[] record =
            ResultCodec.encode(Records.outcome(9, 4, Records.output("yes", PAYLOAD, 1, 2, 1), 77));

    @Test
    void isReadAsItWasWrittenAndNothingOfTimersIsInIt() {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        StreamResult result = ResultCodec.decode(bytes);

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(result.sequence()).isEqualTo(9);
        assertThat(result.index()).isEqualTo(109);
        assertThat(result.timestampNanos()).isEqualTo(1_009);
        assertThat(result.clientId()).isEqualTo(4);
        assertThat(result.number()).isEqualTo(19);
        assertThat(result.chainDigest()).isEqualTo(77);
        assertThat(new String(result.reply(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("yes");
        assertThat(result.events()).extracting(StreamResult.Event::type).containsExactly(1, 2, 1);
        assertThat(result.events().get(2).payload()).isEqualTo(PAYLOAD);
        assertThat(result.encoded()).isEqualTo(record);
        assertThat(record).hasSize(8 + 48 + 4 + 3 + 4 + 3 * 11);
        assertThat(ResultCodec.sequence(record)).isEqualTo(9);
        assertThat(ResultCodec.chainDigest(record)).isEqualTo(77);
    }

    @Test
    void everyFlippedByteAndEveryMissingOneIsFound() {
        for (int i = 0; i < record.length; i++) {
            byte[] wrong = record.clone();
            wrong[i] ^= 0x20;
            assertThatThrownBy(() -> ResultCodec.decode(ByteBuffer.wrap(wrong)))
                    .as("byte %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
            byte[] shorter = Arrays.copyOf(record, i);
            assertThatThrownBy(() -> ResultCodec.decode(ByteBuffer.wrap(shorter)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(ResultCodec.isWhole(wrong)).isFalse();
            assertThat(ResultCodec.isWhole(shorter)).isFalse();
        }
    }

    @Test
    void aFilterLeavesClientsAndEventTypesThatAreWanted() {
        assertThat(ResultFilter.ALL.apply(record)).isSameAs(record);
        assertThat(new ResultFilter(Set.of(4L), Set.of()).apply(record)).isSameAs(record);
        assertThat(new ResultFilter(Set.of(5L, 0L), Set.of()).apply(record)).isNull();
        assertThat(new ResultFilter(Set.of(), Set.of(3)).apply(record)).isNull();
        assertThat(new ResultFilter(Set.of(5L), Set.of(1)).apply(record)).isNull();
        assertThat(new ResultFilter(Set.of(), Set.of(1, 2, 3)).apply(record)).isSameAs(record);

        byte[] ones = new ResultFilter(Set.of(4L), Set.of(1)).apply(record);
        StreamResult result = ResultCodec.decode(ByteBuffer.wrap(ones));
        assertThat(result.events()).extracting(StreamResult.Event::type).containsExactly(1, 1);
        assertThat(result.sequence()).isEqualTo(9);
        assertThat(result.chainDigest()).isEqualTo(77);
        assertThat(result.reply()).hasSize(3);
    }

    @Test
    void whatIsNoResultIsNotWritten() {
        assertThatThrownBy(() -> ResultCodec.encode(new io.dsfm.ratis.core.Outcome(
                        io.dsfm.ratis.core.OutcomeKind.OUT_OF_ORDER, 1, 1, 1, 1, 1, 1, 0, 0, null, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a new result");
    }
}
