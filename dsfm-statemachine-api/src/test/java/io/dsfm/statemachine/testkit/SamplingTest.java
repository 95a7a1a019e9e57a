package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expensive checks are dense at the start of a run, and never end. */
final class SamplingTest {

    @Test
    void snapshotsGrowWithTheLogarithmOfTheRun() {
        long shortRun = snapshots(20_000);
        long longRun = snapshots(200_000);
        long longerRun = snapshots(2_000_000);

        assertThat(shortRun).isBetween(120L, 200L);
        assertThat(longRun).isBetween(2 * shortRun, 5 * shortRun);
        assertThat(longerRun).isBetween(longRun + shortRun, 3 * longRun);
    }

    @Test
    void theWholeRunIsMadeAgainFromItsSeed() {
        StepSource one = source(20_000, 5);
        StepSource other = source(20_000, 5);
        StepSource another = source(20_000, 6);
        boolean isAnother = false;
        for (Step step = one.next(InputSource.START_NANOS); step != null; step = one.next(InputSource.START_NANOS)) {
            String line = StepText.format(step);
            assertThat(StepText.format(other.next(InputSource.START_NANOS))).isEqualTo(line);
            Step differing = another.next(InputSource.START_NANOS);
            isAnother |= differing == null || !StepText.format(differing).equals(line);
        }
        assertThat(other.next(InputSource.START_NANOS)).isNull();
        assertThat(isAnother).isTrue();
    }

    @Test
    void aSourceThatKeepsTimeFindsAllOfItInTheLog() {
        StepSource source =
                new StepSource(new StepSource.Plan(List.of("one"), TimedSource::new, () -> random -> null, 3, 1_000));
        Position position = new Position();
        long behind = 0;
        for (Step step = source.next(InputSource.START_NANOS);
                step != null;
                step = source.next(InputSource.START_NANOS)) {
            if (step instanceof Step.Logged logged) {
                assertThat(logged.when().toDeadline()).isFalse();
                position.advance(logged.when(), InputSource.START_NANOS + 5);
            }
            if (step instanceof Step.Input input
                    && input.kind() == Mutation.NONE
                    && input.when().indexStep() > 0) {
                long time = InputSource.START_NANOS
                        + 10L * ByteBuffer.wrap(input.bytes()).getInt();
                assertThat(position.timestampNanos).isEqualTo(time);
                behind++;
            }
        }
        assertThat(behind).isGreaterThan(300);
    }

    /** Each input comes ten nanoseconds after the one before, and holds its number. */
    private static final class TimedSource implements InputSource {
        private int given;

        @Override
        public byte[] next(SeededRandom random) {
            return ByteBuffer.allocate(4).putInt(++given).array();
        }

        @Override
        public long stepNanos(SeededRandom random) {
            return 10;
        }

        @Override
        public boolean keepsTime() {
            return true;
        }
    }

    private static long snapshots(long count) {
        StepSource source = source(count, 1);
        long snapshots = 0;
        for (Step step = source.next(InputSource.START_NANOS);
                step != null;
                step = source.next(InputSource.START_NANOS)) {
            snapshots += step instanceof Step.Snapshot ? 1 : 0;
        }
        return snapshots;
    }

    private static StepSource source(long count, long seed) {
        return new StepSource(new StepSource.Plan(List.of("one"), Provided::inputs, () -> random -> null, seed, count));
    }
}
