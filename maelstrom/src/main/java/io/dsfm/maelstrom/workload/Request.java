package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;

/**
 * What a request of a client comes to.
 *
 * <p>Threading: immutable; an answer is made by any thread.
 */
public sealed interface Request {

    /** It needs nothing of the group. */
    record Local(ObjectNode reply) implements Request {}

    /** It changes the store: an input of the group. */
    record Update(List<Step> steps, Answer answer) implements Request {}

    /** As an update, but its client is owed an answer whatever becomes of it: {@code otherwise} if not that of the group. */
    record Attempt(List<Step> steps, Answer answer, ObjectNode otherwise) implements Request {}

    /** It only reads: a linearizable query of the group. */
    record Read(List<Step> steps, Answer answer) implements Request {}

    /** Makes the reply's body, with its type, of what the steps gave. */
    interface Answer {
        /**
         * The body.
         *
         * @param results one for each step
         * @throws RequestException if an error is the answer
         */
        ObjectNode reply(List<Result> results) throws RequestException;
    }
}
