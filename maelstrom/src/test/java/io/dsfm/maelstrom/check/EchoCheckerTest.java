package io.dsfm.maelstrom.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which echoes need not be answered. */
final class EchoCheckerTest {

    @ParameterizedTest
    @CsvSource({
        "kill, restart, VALID",
        "power-cut, restart, VALID",
        "pause, resume, VALID",
        "start-partition, stop-partition, INVALID",
        "clock-jump, clock-jump, INVALID",
    })
    void whatIsAskedWhileNodesAreDownIsExcused(String begins, String ends, Verdict.Outcome outcome) {
        assertThat(check(begins, HistoryEvent.Type.FAIL, ends)).isEqualTo(outcome);
        assertThat(check(begins, HistoryEvent.Type.INFO, ends)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"kill, restart", "pause, resume"})
    void afterwardsAllIsAnswered(String begins, String ends) {
        List<HistoryEvent> history = List.of(
                fault(0, begins), fault(1, ends), echo(2, HistoryEvent.Type.INVOKE), echo(3, HistoryEvent.Type.FAIL));
        assertThat(new EchoChecker().check(history).outcome()).isEqualTo(Verdict.Outcome.INVALID);
    }

    private static Verdict.Outcome check(String begins, HistoryEvent.Type end, String ends) {
        return new EchoChecker()
                .check(List.of(fault(0, begins), echo(1, HistoryEvent.Type.INVOKE), echo(2, end), fault(3, ends)))
                .outcome();
    }

    private static HistoryEvent fault(long index, String function) {
        return new HistoryEvent(
                index, HistoryEvent.Type.INFO, HistoryEvent.NEMESIS, function, TextNode.valueOf("n1"), index, null);
    }

    private static HistoryEvent echo(long index, HistoryEvent.Type type) {
        return new HistoryEvent(index, type, 0, "echo", TextNode.valueOf("a"), index, null);
    }
}
