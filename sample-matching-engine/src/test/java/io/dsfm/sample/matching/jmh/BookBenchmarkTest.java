package io.dsfm.sample.matching.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookBenchmarkTest {

    private static final int RESTING_ORDERS = 6_000;
    private static final int BATCHES = 20;

    @ParameterizedTest
    @ValueSource(strings = {"new", "cancel", "replace", "sweep", "mix"})
    void givesAllBooksTheSameToDo(String column) {
        assertThat(Stream.of("ladder", "ladder-book", "direct", "tree", "tree-book", "naive")
                        .map(book -> outcome(column, book)))
                .containsOnly(outcome(column, "ladder"));
    }

    private static Outcome outcome(String column, String book) {
        BookTrial trial = new BookTrial();
        trial.column = column;
        trial.restingOrders = RESTING_ORDERS;
        trial.book = book;
        trial.fill();
        for (int i = 0; i < BATCHES; i++) {
            trial.prepare();
            trial.run();
            trial.count();
        }
        trial.check();
        return new Outcome(trial.measured().trades(), trial.measured().restingOrders());
    }

    private record Outcome(long trades, int restingOrders) {}

    @Test
    void sweepsTwentyOrdersEach() {
        assertThat(outcome("sweep", "ladder").trades()).isEqualTo(20L * BATCHES * Workload.BATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ladder", "tree"})
    void restoresWhatItWrote(String variant) throws IOException {
        SnapshotBenchmark benchmark = new SnapshotBenchmark();
        benchmark.book = variant;
        benchmark.restingOrders = RESTING_ORDERS;
        benchmark.fill();
        benchmark.prepare();

        assertThat(benchmark.write()).isGreaterThan(40 * RESTING_ORDERS);
        assertThat(benchmark.restore()).isEqualTo(benchmark.fullDigest());
    }
}
