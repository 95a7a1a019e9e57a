package io.dsfm.sample.matching.demo.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.Result;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultCodecTest {

    private static final Result RESULT = new Result(
            1,
            2,
            3,
            4,
            new byte[] {5, 6},
            List.of(new Result.Event(7, new byte[] {8}), new Result.Event(9, new byte[0])));

    @Test
    void aResultSurvivesItsBytes() {
        assertThat(ResultCodec.decode(ResultCodec.encode(RESULT)))
                .usingRecursiveComparison()
                .isEqualTo(RESULT);
    }

    @Test
    void refusesBytesThatAreCutShort() {
        byte[] whole = ResultCodec.encode(RESULT);
        int withoutEvents = ResultCodec.encode(new Result(1, 2, 3, 4, RESULT.reply(), List.of())).length;
        int withOneEvent = whole.length - 2 * Integer.BYTES;
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != withoutEvents && length != withOneEvent) {
                assertThatThrownBy(() -> ResultCodec.decode(cut))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("not a result");
            }
        }
    }
}
