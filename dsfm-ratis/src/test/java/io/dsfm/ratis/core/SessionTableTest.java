package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.statemachine.Digest64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest that is summed when it is asked for, against that of a table which was read anew. */
class SessionTableTest {

    private static final Settings SETTINGS = new Settings(1_000, 8, 3, 1_000, 100);
    private static final int STEPS = 4_000;

    private final UndoLog undo = new UndoLog();
    private final SessionTable table = new SessionTable(undo);

    /** A state to return to. */
    private record Marked(long index, long digest) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDigestIsThatOfTheSameSessionsReadAnewWheneverItIsAskedFor(long seed) throws IOException {
        Random random = new Random(seed);
        ArrayDeque<Marked> marks = new ArrayDeque<>();
        long index = 0;
        long now = 1;
        for (int step = 0; step < STEPS; step++) {
            index++;
            switch (random.nextInt(12)) {
                case 0 -> {
                    if (undo.mark(index)) {
                        table.onMarked();
                        marks.add(new Marked(index, readAnew()));
                    }
                }
                case 1 -> {
                    if (!marks.isEmpty()) {
                        int back = random.nextInt(marks.size());
                        for (int i = 0; i < back; i++) {
                            marks.pollLast();
                        }
                        undo.revertTo(marks.peekLast().index());
                        table.onMarked(); // as a replica does: the mark stays
                        assertThat(table.digest())
                                .as("after a revert: step=%d", step)
                                .isEqualTo(marks.peekLast().digest());
                        index = marks.peekLast().index() + 1;
                    }
                }
                case 2 -> {
                    long through = index - random.nextInt(50);
                    marks.removeIf(marked -> marked.index() < undo.forgetBefore(through));
                }
                case 3 -> {
                    now += random.nextInt(800);
                    table.expire(now, SETTINGS.sessionTimeoutNanos());
                }
                case 4, 5 -> table.open(new Input.OpenSession(1 + random.nextInt(10), random.nextInt(4)), now, 8);
                default -> use(random, index, now);
            }
            undo.onExecute(index);
            if (random.nextInt(3) == 0) {
                assertThat(table.digest()).as("step=%d", step).isEqualTo(readAnew());
            }
        }
    }

    private void use(Random random, long index, long now) {
        Session session = table.find(1 + random.nextInt(10));
        if (session == null) {
            return;
        }
        long number = session.lastNumber + 1;
        table.touch(session, now, random.nextInt(4) == 0 ? session.lastNumber : 0);
        if (random.nextInt(5) > 0) {
            byte[] output = new byte[random.nextInt(20)];
            table.record(session, new Answer(number, index, index, now, 7, Digest64.of(output), output), SETTINGS);
        }
    }

    private long readAnew() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.writeTo(new DataOutputStream(bytes));
        SessionTable other = new SessionTable(new UndoLog());
        other.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return other.digest();
    }
}
