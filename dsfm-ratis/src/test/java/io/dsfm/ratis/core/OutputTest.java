package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a state machine may give, and what is made of it. */
final class OutputTest {

    private static final int BYTES_MAX = 100;

    private final TimerTable timers = new TimerTable(new UndoLog());
    private final Output output = new Output(BYTES_MAX, timers);

    @Test
    void isReadAsItWasGiven() {
        output.begin(true);
        output.event(0, new byte[] {9, 1, 2, 9}, 1, 2);
        output.reply(new byte[] {9, 3, 4, 5}, 1, 3);
        output.event(65_535, new byte[0]);

        OutputReader reader = new OutputReader(output.end());

        assertThat(bytes(reader.reply())).containsExactly(3, 4, 5);
        assertThat(reader.eventCount()).isEqualTo(2);
        List<String> events = new ArrayList<>();
        reader.nextEvent((type, payload) -> events.add(type + ":" + Hex.of(payload)));
        reader.nextEvent((type, payload) -> events.add(type + ":" + Hex.of(payload)));
        assertThat(events).containsExactly("0:0102", "65535:");
    }

    @Test
    void doesNotShowInTheNextOne() {
        output.begin(true);
        output.reply(new byte[20]);
        output.event(1, new byte[20]);
        output.scheduleTimer(1, 1);
        output.end();
        output.begin(true);
        output.reply(new byte[] {1});
        byte[] second = output.end();

        Output fresh = new Output(BYTES_MAX, new TimerTable(new UndoLog()));
        fresh.begin(true);
        fresh.reply(new byte[] {1});
        assertThat(second).isEqualTo(fresh.end());
    }

    @Test
    void holdsTheTimersSoThatTheyAreCompared() {
        output.begin(false);
        byte[] nothing = output.end();
        output.begin(false);
        output.scheduleTimer(1, 5);
        byte[] scheduled = output.end();
        output.begin(false);
        output.cancelTimer(1);
        byte[] cancelled = output.end();

        assertThat(List.of(Hex.of(nothing), Hex.of(scheduled), Hex.of(cancelled)))
                .doesNotHaveDuplicates();
        assertThat(timers.size()).isZero();
    }

    @Test
    void ofAClientsInputHasExactlyOneReply() {
        output.begin(true);
        assertThatThrownBy(output::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no reply");

        output.begin(true);
        output.reply(new byte[0]);
        assertThatThrownBy(() -> output.reply(new byte[3]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a second reply");
    }

    @Test
    void ofATimerHasNoReply() {
        output.begin(false);
        assertThatThrownBy(() -> output.reply(new byte[3])).isInstanceOf(IllegalStateException.class);
        output.begin(false);
        assertThat(new OutputReader(output.end()).reply().remaining()).isZero();
    }

    @Test
    void hasEventTypesInRange() {
        for (int type : new int[] {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            output.begin(true);
            assertThatThrownBy(() -> output.event(type, new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("type=" + type);
        }
    }

    @Test
    void mayHaveTheLimitInBytesAndNotOneMore() {
        output.begin(true);
        output.reply(new byte[30]);
        output.event(1, new byte[70 - 8 - 17 - 9]);
        output.scheduleTimer(1, 1);
        output.cancelTimer(1);
        assertThat(output.end()).hasSize(BYTES_MAX + 12);

        assertTooMany(() -> output.reply(new byte[BYTES_MAX + 1]));
        assertTooMany(() -> output.event(1, new byte[BYTES_MAX - 7]));
        assertTooMany(() -> {
            output.event(1, new byte[50]);
            output.reply(new byte[43]);
        });
        assertTooMany(() -> {
            output.reply(new byte[84]);
            output.scheduleTimer(1, 1);
        });
        assertTooMany(() -> {
            output.reply(new byte[92]);
            output.cancelTimer(1);
        });
    }

    private void assertTooMany(Runnable calls) {
        output.begin(true);
        assertThatThrownBy(calls::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bytes=101, accepted: up to limits.outputBytes=100");
    }

    @Test
    void refusesRangesOutsideTheArray() {
        int[][] ranges = {{-1, 1}, {0, 4}, {3, 1}, {0, -1}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            output.begin(true);
            assertThatThrownBy(() -> output.event(1, new byte[3], range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            output.begin(true);
            assertThatThrownBy(() -> output.reply(new byte[3], range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aBrokenRuleIsNotForgottenWhenItsExceptionIsSwallowed() {
        List<Runnable> rules = List.of(
                () -> output.reply(new byte[1]),
                () -> output.event(-1, new byte[0]),
                () -> output.event(1, new byte[BYTES_MAX]),
                () -> output.event(1, new byte[1], 1, 1),
                () -> output.event(1, new byte[1], 0, -1));
        for (Runnable rule : rules) {
            output.begin(true);
            output.reply(new byte[0]);
            assertThatThrownBy(rule::run).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(output::end)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("swallowed");
        }
        output.begin(true);
        output.reply(new byte[0]);
        assertThat(output.end()).hasSize(12);
    }

    @Test
    void takesNothingOutsideOfAnInput() {
        List<Runnable> calls = List.of(
                () -> output.reply(new byte[1]),
                () -> output.event(1, new byte[1]),
                () -> output.scheduleTimer(1, 1),
                () -> output.cancelTimer(1));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        }
        output.begin(true);
        output.reply(new byte[0]);
        output.end();
        for (Runnable call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("outside of the call");
        }
        assertThat(timers.size()).isZero();
    }

    @Test
    void growsWithManyEvents() {
        Output large = new Output(1 << 20, timers);
        large.begin(true);
        for (int i = 0; i < 1_000; i++) {
            large.event(i, new byte[i]);
            large.scheduleTimer(i, i);
        }
        large.reply(new byte[1_000]);

        OutputReader reader = new OutputReader(large.end());

        assertThat(reader.eventCount()).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            int expected = i;
            reader.nextEvent((type, payload) -> {
                assertThat(type).isEqualTo(expected);
                assertThat(payload.remaining()).isEqualTo(expected);
            });
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }
}
