package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.harness.TestContext;
import io.dsfm.statemachine.Outputs;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The ladder allocates nothing per command once its pools have grown. */
class AllocationTest {

    private static final int WARM_UP = 400_000;
    private static final int MEASURED = 100_000;

    @Test
    void allocatesNothingInSteadyState() {
        ByteBuffer[] commands = commands();
        LadderMatchingEngine engine = new LadderMatchingEngine();
        TestContext context = new TestContext();
        Outputs outputs = new NoOutputs();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UP; i++) {
            markNowAndThen(engine, i);
            engine.execute(context.next(1), commands[i], outputs);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = WARM_UP; i < commands.length; i++) {
            markNowAndThen(engine, i);
            engine.execute(context.next(1), commands[i], outputs);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // The measuring itself may allocate a little, once.
        assertThat(allocated).isLessThan(MEASURED / 100);
    }

    /** Marks the state as the framework does, which keeps a few points. */
    private static void markNowAndThen(LadderMatchingEngine engine, int command) {
        if (command % 10 == 0) {
            engine.mark(command);
            engine.forgetBefore(command - 50);
        }
    }

    private static ByteBuffer[] commands() {
        GeneratedFlow flow = new GeneratedFlow(8, WARM_UP + MEASURED, 2, 5_000);
        ByteBuffer[] commands = new ByteBuffer[WARM_UP + MEASURED];
        for (int i = 0; i < commands.length; i++) {
            byte[] command = flow.next();
            commands[i] =
                    ByteBuffer.wrap(command == null ? new byte[0] : command).asReadOnlyBuffer();
        }
        return commands;
    }

    private static final class NoOutputs implements Outputs {
        @Override
        public void reply(byte[] bytes, int offset, int length) {}

        @Override
        public void event(int type, byte[] bytes, int offset, int length) {}

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {}

        @Override
        public void cancelTimer(long timerId) {}
    }
}
