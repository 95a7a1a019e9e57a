package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When answers to queries go. */
final class HeldAnswersTest {

    private final HeldAnswers answers = new HeldAnswers();
    private final List<Integer> gone = new ArrayList<>();

    private CompletableFuture<byte[]> ask(int number, long index) {
        CompletableFuture<byte[]> shown = new CompletableFuture<>();
        answers.onAnswer(answers.begin(shown), index, new byte[] {(byte) number});
        shown.thenAccept(answer -> gone.add((int) answer[0]));
        return shown;
    }

    @Test
    void eachGoesWhenItsStateMayBeShownAndThoseOfOneStateAsTheyCame() {
        ask(1, 7);
        ask(2, 5);
        ask(3, 7);
        ask(4, 0);

        assertThat(answers.release(4)).isTrue();
        assertThat(gone).containsExactly(4);
        assertThat(answers.release(4)).isFalse();
        assertThat(answers.release(6)).isTrue();
        assertThat(gone).containsExactly(4, 2);
        ask(5, 3);
        assertThat(answers.release(7)).isTrue();
        assertThat(gone).containsExactly(4, 2, 5, 1, 3);
    }

    @Test
    void whatMayNeverHaveBeenTrueIsNeverShown() {
        CompletableFuture<byte[]> answered = ask(1, 5);
        CompletableFuture<byte[]> asked = new CompletableFuture<>();
        HeldAnswers.Held late = answers.begin(asked);

        answers.failAll();
        answers.onAnswer(late, 6, new byte[] {2});

        assertThat(answers.release(10)).isFalse();
        assertThat(answered).isCompletedExceptionally();
        assertThat(asked).isCompletedExceptionally();
        assertThat(gone).isEmpty();
    }

    @Test
    void aQueryThatFailsIsToldWhy() {
        CompletableFuture<byte[]> shown = new CompletableFuture<>();
        HeldAnswers.Held query = answers.begin(shown);

        answers.onFailed(query, new IllegalStateException("no"));

        assertThat(shown).isCompletedExceptionally();
        assertThat(answers.release(10)).isFalse();
    }
}
