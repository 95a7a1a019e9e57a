package io.dsfm.maelstrom.workload.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Whether the reply to an input keeps its bounds; the same for all variants, so that all refuse the same inputs.
 *
 * <p>Threading: stateless.
 */
public final class ReplySize {

    /** The most that a result takes beside items and values. */
    private static final int AROUND_BYTES = 9;

    private ReplySize() {}

    /**
     * Whether the input is to be refused with {@link Status#TOO_LONG}.
     *
     * @param inputBytes the length of the input
     * @param listBytes of a list as it is before the input: those of its items and 4 for each, 0 for none
     * @param registerBytes of what a register holds before the input, 0 for none
     */
    public static boolean isTooLong(
            List<Step> steps, int inputBytes, ToLongFunction<Key> listBytes, ToLongFunction<Key> registerBytes) {
        Map<Key, Long> appended = new HashMap<>();
        Map<Key, Long> put = new HashMap<>();
        long total = 1;
        for (Step step : steps) {
            total += AROUND_BYTES;
            if (step instanceof Step.Append append) {
                appended.merge(append.key(), append.item().length + 4L, Long::sum);
            } else if (step instanceof Step.Put set) {
                put.put(set.key(), (long) set.value().length);
            } else if (step instanceof Step.Get get) {
                Long own = put.get(get.key());
                total += own == null ? registerBytes.applyAsLong(get.key()) : own;
            } else if (step instanceof Step.Items items) {
                long held = listBytes.applyAsLong(items.key());
                if (held > 0 && held + inputBytes > StoreApplication.LIST_BYTES) {
                    return true;
                }
                total += held + appended.getOrDefault(items.key(), 0L);
            }
        }
        return total > StoreApplication.REPLY_BYTES;
    }
}
