package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.GroupClientException;
import io.dsfm.ratis.client.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a group is asked, and tells a group that does not answer from one that refuses. */
final class GroupAnswers {

    /** How much longer than its deadline a request may take to fail. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private GroupAnswers() {}

    /**
     * Waits for one answer.
     *
     * @param unanswered what is to be said if nobody answers in time
     */
    static <T> T await(CompletableFuture<T> answer, GroupOptions group, String unanswered) throws Exception {
        long startNanos = System.nanoTime();
        long deadlineNanos = group.deadline().toNanos();
        try {
            return answer.get(deadlineNanos + GRACE_NANOS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unreachable(group, unanswered, e);
        } catch (ExecutionException e) {
            // A real refusal comes at once. One that took as long as it might was for want of somebody to ask; the
            // client's time began a little earlier than this one's.
            boolean late = System.nanoTime() - startNanos >= deadlineNanos / 2;
            if (e.getCause() instanceof RefusedException refused && late) {
                throw unreachable(group, unanswered + ": " + refused.getMessage(), refused);
            }
            if (e.getCause() instanceof GroupClientException failed) {
                throw failed;
            }
            throw e;
        }
    }

    private static CommandException unreachable(GroupOptions group, String message, Throwable cause) throws Exception {
        return new CommandException(
                ExitCode.UNREACHABLE,
                message + ": waited=" + group.deadline().toMillis() + "ms, nodes=" + group.addresses()
                        + "; without a majority of the group's nodes nobody leads, and a node that was just started"
                        + " rehearses for some seconds first: 'dsfm status' shows which of them run",
                cause);
    }
}
