package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.Submission;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which of the results that an input may have at release level local a client is given. */
class GroupSessionTest {

    private static final byte[] DONE = ReplyCodec.encode(List.of(io.dsfm.maelstrom.workload.store.Result.NONE));

    private final Submission submission = new Submission(new CompletableFuture<>(), new CompletableFuture<>());
    private final CompletableFuture<byte[]> reply = GroupSession.reply(submission);

    private static Result result(long index, byte[] reply) {
        return new Result(1, index, index, index, reply, List.of());
    }

    @Test
    void whatWasDoneLeavesAtOnce() {
        submission.released().complete(result(5, DONE));
        assertThat(reply).isCompletedWithValue(DONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"MISSING", "MISMATCH", "TOO_LONG"})
    void aRefusalThatIsRevokedIsNeverTold(Status status) {
        submission.released().complete(result(5, ReplyCodec.refusal(status)));
        assertThat(reply).isNotDone();
        submission.settled().complete(result(6, DONE));
        assertThat(reply).isCompletedWithValue(DONE);
    }

    @Test
    void aRefusalThatIsConfirmedIsTold() {
        Result refused = result(5, ReplyCodec.refusal(Status.MISMATCH));
        submission.released().complete(refused);
        submission.settled().complete(refused);
        assertThat(reply).isCompletedWithValue(refused.reply());
    }

    @Test
    void aRefusalOfWhichNothingMoreIsHeardIsIndefinite() {
        submission.released().complete(result(5, ReplyCodec.refusal(Status.MISMATCH)));
        submission.settled().completeExceptionally(new IOException("no outcome by the deadline"));
        assertThat(reply).isCompletedExceptionally();
        assertThat(Verdict.ofUpdate(reply.handle((done, failure) -> failure).join())
                        .isDefinite())
                .isFalse();
    }
}
