package io.dsfm.maelstrom.workload.store;

import java.util.List;

/**
 * What is left of {@link StoreApplication#ANSWER_BYTES} while a query is answered, step by step. The first item of all always
 * fits, so that who asks on gets on.
 *
 * <p>Threading: one thread.
 */
public final class AnswerBudget {

    private long leftBytes = StoreApplication.ANSWER_BYTES;

    /** Those of a step's items, from the first on, that still fit. */
    public Result fit(Result result) {
        if (!(result instanceof Result.Sequence sequence)) {
            return result;
        }
        List<byte[]> items = sequence.items();
        int fitting = 0;
        while (fitting < items.size() && items.get(fitting).length + 4L <= leftBytes) {
            leftBytes -= items.get(fitting++).length + 4L;
        }
        return fitting == items.size() ? result : new Result.Sequence(items.subList(0, fitting));
    }
}
