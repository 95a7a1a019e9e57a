package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.harness.Engine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A machine that was marked, went on and reverted is as if it had never gone on. */
class RevertTest {

    private static final long SEED = 404;

    private final LadderMatchingEngine machine = new LadderMatchingEngine();
    private final Engine engine = new Engine(machine);

    /** A marked point and what a machine that never went on would show there. */
    private record Point(long number, long digest, byte[] snapshot) {}

    @Test
    void revertsToAnyMarkedPointThroughARandomHistory() {
        Random random = new Random(SEED);
        Deque<Point> points = new ArrayDeque<>();
        GeneratedFlow flow = new GeneratedFlow(SEED, Long.MAX_VALUE, 3, 200);
        int reverted = 0;
        for (long number = 1; number <= 3_000; number++) {
            machine.mark(number);
            points.addLast(new Point(number, engine.digest(), engine.snapshot()));
            feed(flow, random.nextInt(20));
            if (random.nextInt(10) == 0) {
                for (int drop = random.nextInt(points.size()); drop > 0; drop--) {
                    points.removeLast();
                }
                machine.revertTo(points.getLast().number());
                assertStateOf(points.getLast());
                reverted++;
            }
            if (random.nextInt(20) == 0) {
                while (points.size() > 1 && random.nextInt(5) > 0) {
                    points.removeFirst();
                }
                machine.forgetBefore(points.getFirst().number());
            }
        }
        assertThat(reverted).isGreaterThan(200);
    }

    @Test
    void theFutureAfterARevertIsThatOfAMachineThatNeverWentOn() {
        Engine other = new Engine(new LadderMatchingEngine());
        GeneratedFlow flow = new GeneratedFlow(SEED, 6_000, 2, 300);
        for (int i = 0; i < 2_000; i++) {
            byte[] command = flow.next();
            assertThat(command).isNotNull();
            engine.execute(1, command);
            other.execute(1, command);
        }
        machine.mark(1);
        feed(new GeneratedFlow(SEED + 1, 3_000, 5, 100), 3_000);

        machine.revertTo(1);

        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            assertThat(engine.execute(1, command).isSameAs(other.execute(1, command)))
                    .isTrue();
            assertThat(engine.digest()).isEqualTo(other.digest());
        }
    }

    @Test
    void aSymbolThatWasAddedIsUnknownAgain() {
        machine.mark(1);
        Point empty = new Point(1, engine.digest(), engine.snapshot());
        engine.execute(1, new AddSymbol(1, "AAPL"));
        engine.execute(1, new AddSymbol(2, "MSFT"));

        machine.revertTo(1);

        assertStateOf(empty);
        assertThat(engine.execute(1, new AddSymbol(1, "AAPL")).reply().isAccepted())
                .isTrue();
    }

    @Test
    void pointsThatAreNotMarkedAreRefused() {
        machine.mark(1);
        machine.mark(5);
        machine.forgetBefore(5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> machine.revertTo(1))
                .withMessageContaining("point=1");
        assertThatIllegalArgumentException().isThrownBy(() -> machine.mark(5)).withMessageContaining("last=5");
        machine.forgetBefore(6);
        assertThatIllegalArgumentException().isThrownBy(() -> machine.revertTo(5));
        machine.mark(2);
        machine.revertTo(2);
    }

    private void feed(GeneratedFlow flow, int commands) {
        for (int i = 0; i < commands; i++) {
            byte[] command = flow.next();
            assertThat(command).isNotNull();
            engine.execute(1, command);
        }
    }

    private void assertStateOf(Point point) {
        machine.validate();
        assertThat(engine.digest()).as("seed %s", SEED).isEqualTo(point.digest());
        assertThat(engine.snapshot()).as("seed %s", SEED).isEqualTo(point.snapshot());
    }
}
