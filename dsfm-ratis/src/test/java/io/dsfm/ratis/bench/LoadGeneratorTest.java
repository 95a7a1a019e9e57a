package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** By a clock that the contestant itself moves, so nothing here depends on how fast this machine is. */
final class LoadGeneratorTest {

    private static final long MILLI = 1_000_000;

    private final AnswerCheck check = new AnswerCheck("fake", new EchoMachine());

    @Test
    void countsAStallForEachRequestThatItDelayed() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(MILLI / 10);
        contestant.stall(100 * MILLI, 50 * MILLI);

        Measurement measured = run(contestant, new Load.Open(1_000), Duration.ofMillis(500));

        assertThat(measured.latencies().getTotalCount()).isEqualTo(500);
        // The first of those delayed waits all of the stall, each one after it 0.9 ms less: a millisecond later due,
        // and
        // answered a tenth of one after the one before.
        List<Long> expected = IntStream.range(0, 500)
                .mapToObj(i -> {
                    long waited = 50 * MILLI - (i - 100) * (MILLI - MILLI / 10);
                    return i < 100 ? MILLI / 10 : Math.max(MILLI / 10, waited + MILLI / 10);
                })
                .sorted()
                .toList();
        assertThat(recorded(measured.latencies())).hasSize(500).satisfies(found -> {
            for (int i = 0; i < 500; i++) {
                assertThat((double) found.get(i)).isBetween(expected.get(i) * 0.998, expected.get(i) * 1.002);
            }
        });
        assertThat(measured.isSustained()).isTrue();
    }

    @Test
    void breaksOffARateThatIsNotSustained() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(5 * MILLI);

        Measurement measured = run(contestant, new Load.Open(1_000), Duration.ofSeconds(10));

        assertThat(measured.due()).isEqualTo(10_000);
        // 4 ms further behind with each request, and broken off when 1 s behind
        assertThat(measured.sent()).isBetween(250L, 252L);
        assertThat(measured.isSustained()).isFalse();
        assertThat(measured.latencies().getMaxValue()).isBetween(1_000 * MILLI, 1_010 * MILLI);
    }

    @Test
    void sendsTheNextRequestOfAClosedLoopWhenTheLastIsAnswered() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(2 * MILLI);

        Measurement measured = run(contestant, new Load.Closed(1), Duration.ofMillis(100));

        assertThat(measured.sent()).isEqualTo(50);
        assertThat(measured.perSecond()).isEqualTo(500);
        assertThat(measured.latencies().getValueAtPercentile(50)).isBetween(2 * MILLI, 2 * MILLI + 2_000);
    }

    @Test
    void countsFailuresAndBreaksOffAfterManyOfThem() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(MILLI / 100);
        contestant.failFrom(11);

        Measurement measured = run(contestant, new Load.Closed(4), Duration.ofSeconds(10));

        assertThat(measured.latencies().getTotalCount()).isEqualTo(10);
        assertThat(measured.failed()).isEqualTo(1_000);
        assertThat(measured.isSustained()).isFalse();
        assertThat(check.firstFailure()).contains("told to fail");
    }

    @Test
    void hasTheClientsTakeTurnsEachWithItsOwnInputs() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(MILLI);
        List<InputFlow> flows = List.of(() -> new byte[] {1}, () -> new byte[] {2}, () -> new byte[] {3});

        new LoadGenerator(contestant, flows, check, contestant).run(new Load.Closed(2), Duration.ofMillis(6));

        assertThat(contestant.submissions()).containsExactly("1:2", "2:3", "0:1", "1:2", "2:3", "0:1");
    }

    private Measurement run(FakeContestant contestant, Load load, Duration time) throws InterruptedException {
        return new LoadGenerator(contestant, List.of(FakeContestant.numbers()), check, contestant).run(load, time);
    }

    private static List<Long> recorded(Histogram latencies) {
        return IntStream.range(0, (int) latencies.getTotalCount())
                .mapToObj(i -> latencies.getValueAtPercentile(100.0 * (i + 1) / latencies.getTotalCount()))
                .toList();
    }
}
