package com.example.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the counter promises, asked of both variants. */
final class CounterTest {

    private final CounterText text = new CounterText();

    @Test
    void addsUpAndTellsOfEachChange() {
        assertEquals(List.of("value 5", "changed to 5", "value 3", "changed to 3", "value 3"), run("add 5", "add -2", "add 0"));
    }

    @Test
    void refusesWhatHasNoRoomAndStaysAsItIs() {
        assertEquals(
                List.of(
                        "value 9223372036854775807",
                        "changed to 9223372036854775807",
                        "rejected: no room in 64 bits",
                        "value 9223372036854775806",
                        "changed to 9223372036854775806"),
                run("add 9223372036854775807", "add 1", "add -1"));
    }

    /** What both variants say, which must be the same. */
    private List<String> run(String... inputs) {
        List<String> said = run(new LongCounter(), inputs);
        assertEquals(said, run(new BigCounter(), inputs));
        return said;
    }

    private List<String> run(StateMachine machine, String... inputs) {
        List<String> said = new ArrayList<>();
        for (String input : inputs) {
            machine.execute(new NoContext(), ByteBuffer.wrap(text.parseInput(input)), new Outputs() {
                @Override
                public void reply(byte[] bytes, int offset, int length) {
                    said.add(text.formatReply(ByteBuffer.wrap(bytes, offset, length)));
                }

                @Override
                public void event(int type, byte[] bytes, int offset, int length) {
                    said.add(text.formatEvent(type, ByteBuffer.wrap(bytes, offset, length)));
                }

                @Override
                public void scheduleTimer(long timerId, long deadlineNanos) {}

                @Override
                public void cancelTimer(long timerId) {}
            });
        }
        return said;
    }

    private static final class NoContext implements InputContext {
        @Override
        public long index() {
            return 1;
        }

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public long timestampNanos() {
            return 0;
        }

        @Override
        public long clientId() {
            return 1;
        }
    }
}
