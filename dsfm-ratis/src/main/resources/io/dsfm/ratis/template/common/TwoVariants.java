package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Two variants run side by side as a node would: after every input they must have given the same bytes and be in states of
 * the same digest; after every snapshot, each goes on from what the other wrote.
 */
final class TwoVariants {

    private final StateMachineProvider first;
    private final StateMachineProvider second;
    private final TextFormat text;
    private StateMachine one;
    private StateMachine other;

    /** Deadlines by timer. */
    private TreeMap<Long, Long> timers = new TreeMap<>();

    private long sequence;
    private long nowNanos = 1_000_000_000L;

    TwoVariants(StateMachineProvider first, StateMachineProvider second) {
        this.first = first;
        this.second = second;
        text = first.textFormat();
        one = first.create();
        other = second.create();
    }

    /** Has both execute an input that a person wrote; gives the reply and the events as a person reads them. */
    List<String> input(String line) {
        return input(text.parseInput(line));
    }

    /** Has both execute any bytes. */
    List<String> input(byte[] bytes) {
        sequence++;
        ByteBuffer input = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        return execute(
                "input " + HexFormat.of().formatHex(bytes),
                (machine, outputs) -> machine.execute(new Context(7), input.duplicate(), outputs));
    }

    /** Lets time pass, and every timer fire that is due by then; gives their events. */
    List<String> passMillis(long millis) {
        nowNanos += millis * 1_000_000;
        List<String> events = new ArrayList<>();
        while (true) {
            Long due = timers.keySet().stream()
                    .filter(timer -> timers.get(timer) <= nowNanos)
                    .min(Comparator.comparing((Long timer) -> timers.get(timer)).thenComparing(timer -> timer))
                    .orElse(null);
            if (due == null) {
                return events;
            }
            timers.remove(due);
            sequence++;
            events.addAll(execute(
                    "timer " + due,
                    (machine, outputs) -> machine.onTimer(new Context(InputContext.NO_CLIENT), due, outputs)));
        }
    }

    /** What both answer to a query that a person wrote. */
    String query(String line) {
        ByteBuffer query = ByteBuffer.wrap(text.parseQuery(line)).asReadOnlyBuffer();
        String answer = text.formatAnswer(ByteBuffer.wrap(one.query(query.duplicate())));
        assertEquals(answer, text.formatAnswer(ByteBuffer.wrap(other.query(query.duplicate()))), "query " + line);
        return answer;
    }

    /** Both write their states, which must be the same bytes, and go on as new instances restored from the other's. */
    void exchangeSnapshots() throws IOException {
        byte[] ofOne = snapshot(one);
        byte[] ofOther = snapshot(other);
        assertEquals(HexFormat.of().formatHex(ofOne), HexFormat.of().formatHex(ofOther), "snapshots");
        long digest = one.digest();
        one = first.create();
        other = second.create();
        one.restoreSnapshot(new ByteArrayInputStream(ofOther));
        other.restoreSnapshot(new ByteArrayInputStream(ofOne));
        assertEquals(digest, one.digest(), "digest of the first variant, restored");
        assertEquals(digest, other.digest(), "digest of the second variant, restored");
    }

    private static byte[] snapshot(StateMachine machine) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.writeSnapshot(out);
        return out.toByteArray();
    }

    private interface Step {
        void run(StateMachine machine, Outputs outputs);
    }

    private List<String> execute(String what, Step step) {
        Recorder ofOne = new Recorder(text, timers);
        Recorder ofOther = new Recorder(text, timers);
        step.run(one, ofOne);
        step.run(other, ofOther);
        String where = "sequence " + sequence + ", " + what;
        assertEquals(ofOne.bytes, ofOther.bytes, where);
        assertEquals(ofOne.timers, ofOther.timers, where);
        assertEquals(one.digest(), other.digest(), "digests at " + where);
        timers = ofOne.timers;
        return ofOne.lines;
    }

    private final class Context implements InputContext {
        private final long clientId;

        Context(long clientId) {
            this.clientId = clientId;
        }

        @Override
        public long index() {
            return sequence;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long timestampNanos() {
            return nowNanos;
        }

        @Override
        public long clientId() {
            return clientId;
        }
    }

    /** Keeps what a variant gives, as bytes to compare and as text to read. */
    private static final class Recorder implements Outputs {
        private final TextFormat text;
        private final TreeMap<Long, Long> timers;
        private final List<String> bytes = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();

        Recorder(TextFormat text, TreeMap<Long, Long> timers) {
            this.text = text;
            this.timers = new TreeMap<>(timers);
        }

        @Override
        public void reply(byte[] reply, int offset, int length) {
            bytes.add("reply " + HexFormat.of().formatHex(reply, offset, offset + length));
            lines.add(text.formatReply(ByteBuffer.wrap(reply, offset, length)));
        }

        @Override
        public void event(int type, byte[] event, int offset, int length) {
            bytes.add("event " + type + " " + HexFormat.of().formatHex(event, offset, offset + length));
            lines.add(text.formatEvent(type, ByteBuffer.wrap(event, offset, length)));
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            bytes.add("timer " + timerId + " at " + deadlineNanos);
            timers.put(timerId, deadlineNanos);
        }

        @Override
        public void cancelTimer(long timerId) {
            bytes.add("timer " + timerId + " cancelled");
            timers.remove(timerId);
        }
    }
}
