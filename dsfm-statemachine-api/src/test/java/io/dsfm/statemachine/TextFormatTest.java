package io.dsfm.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Hexadecimal, for applications without a text format of their own. */
final class TextFormatTest {

    private static final TextFormat FORMAT = TextFormat.HEXADECIMAL;

    @Test
    void parsesWhatItFormats() {
        byte[] bytes = Digest64Test.count(256);

        assertThat(FORMAT.parseInput(FORMAT.formatInput(ByteBuffer.wrap(bytes))))
                .isEqualTo(bytes);
        assertThat(FORMAT.formatInput(ByteBuffer.wrap(new byte[] {0, (byte) 0xff, 0x7a})))
                .isEqualTo("00ff7a");
        assertThat(FORMAT.parseInput("")).isEmpty();
        assertThat(FORMAT.formatInput(ByteBuffer.allocate(0))).isEmpty();
    }

    @Test
    void parsesWithSpaceAroundAndInEitherCase() {
        assertThat(FORMAT.parseInput("  00FFab\t")).containsExactly(0, 0xff, 0xab);
        assertThat(FORMAT.parseQuery(" 0A\n")).containsExactly(0x0a);
    }

    @Test
    void refusesEverythingElseAndSaysWhat() {
        for (String text : new String[] {"0", "0g", "0x00", "00 ff", "-1", "\u0660\u0660"}) {
            assertThatThrownBy(() -> FORMAT.parseInput(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text='" + text + "'")
                    .hasMessageContaining("accepted:");
            assertThatThrownBy(() -> FORMAT.parseQuery(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void formatsFromPositionToLimitAndLeavesTheBufferAlone() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);

        assertThat(FORMAT.formatReply(bytes)).isEqualTo("0203");
        assertThat(FORMAT.formatAnswer(bytes)).isEqualTo("0203");
        assertThat(FORMAT.formatEvent(7, bytes.asReadOnlyBuffer())).isEqualTo("7 0203");
        assertThat(bytes.position()).isEqualTo(1);
        assertThat(bytes.limit()).isEqualTo(3);
    }

    @Test
    void syntaxIsNotEmpty() {
        assertThat(FORMAT.syntax()).contains("hexadecimal");
    }

    @Test
    void aTypeOfEventIsItsNumber() {
        assertThat(TextFormat.HEXADECIMAL.parseEventType("0")).isZero();
        assertThat(TextFormat.HEXADECIMAL.parseEventType("65535")).isEqualTo(65_535);
        for (String wrong : new String[] {"", "-1", "65536", "trade", "1 ", "99999999999"}) {
            assertThatThrownBy(() -> TextFormat.HEXADECIMAL.parseEventType(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text='" + wrong + "', accepted: 0 to 65535");
        }
    }
}
