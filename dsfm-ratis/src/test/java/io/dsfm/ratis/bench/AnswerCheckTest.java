package io.dsfm.ratis.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerCheckTest {

    private final AnswerCheck check = new AnswerCheck("fake", new EchoMachine());

    @Test
    void acceptsRightAnswersInWhicheverOrderTheyCome() {
        answer(2, "b", "b");
        answer(1, "a", "a");
        check.verify();
        answer(3, "c", "c");
        check.verify();

        assertThat(check.right()).isEqualTo(3);
        assertThat(check.firstFailure()).isNull();
    }

    @Test
    void refusesAWrongReply() {
        answer(1, "a", "b");

        assertThatThrownBy(check::verify)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("a wrong answer: contestant=fake, sequence=1");
    }

    @Test
    void refusesAnEventTooMany() {
        check.onAnswered(
                1, new byte[0], new Result(1, 1, 1, 0, new byte[0], List.of(new Result.Event(1, new byte[0]))));

        assertThatThrownBy(check::verify).hasMessageContaining("a wrong answer");
    }

    @Test
    void refusesAGapAndARepetition() {
        answer(1, "a", "a");
        answer(1, "a", "a");
        assertThatThrownBy(check::verify).hasMessageContaining("expectedSequence=2, found=1");

        AnswerCheck other = new AnswerCheck("other", new EchoMachine());
        other.onAnswered(1, new byte[0], new Result(1, 1, 2, 0, new byte[0], List.of()));
        assertThatThrownBy(other::verify).hasMessageContaining("expectedSequence=1, found=2");
    }

    @Test
    void judgesNothingAfterAFailure() {
        answer(1, "a", "a");
        check.verify();
        check.onFailed(new IllegalStateException("gone"));
        answer(3, "c", "c");
        check.verify();

        assertThat(check.right()).isEqualTo(1);
        assertThat(check.firstFailure()).contains("gone");
    }

    private void answer(long sequence, String input, String reply) {
        check.onAnswered(
                1,
                input.getBytes(UTF_8),
                new Result(sequence, sequence, sequence, 0, reply.getBytes(UTF_8), List.of()));
    }
}
