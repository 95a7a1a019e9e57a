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
        answers.add(index, new byte[] {(byte) number}, shown);
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
    void whatWasReadFromEntriesThatWereCutIsNeverShown() {
        CompletableFuture<byte[]> kept = ask(1, 5);
        CompletableFuture<byte[]> cut = ask(2, 6);

        answers.onTruncated(5);
        answers.release(10);

        assertThat(kept).isCompleted();
        assertThat(cut).isCompletedExceptionally();
        assertThat(gone).containsExactly(1);
    }
}
