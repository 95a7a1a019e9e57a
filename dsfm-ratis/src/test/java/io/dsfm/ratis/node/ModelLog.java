package io.dsfm.ratis.node;

import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Tail;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A log in memory, of which tests say what it holds. */
final class ModelLog implements EntryFeed.LogReader {

    final ConcurrentSkipListMap<Long, InputBatch> entries = new ConcurrentSkipListMap<>();
    /** The terms of entries that carry no inputs. */
    final ConcurrentSkipListMap<Long, Long> others = new ConcurrentSkipListMap<>();

    volatile long start = 1;
    /** Happens once, after the answer to the next such question was found. */
    @Nullable
    Runnable onNextLastIndex;

    @Nullable
    Runnable onNextStartIndex;

    @Override
    public @Nullable InputBatch read(long index) {
        return entries.get(index);
    }

    @Override
    public long termAt(long index) {
        Long other = others.get(index);
        return other == null ? termOfInputsAt(index) : other;
    }

    @Override
    public long termOfInputsAt(long index) {
        InputBatch batch = entries.get(index);
        return batch == null ? Tail.NO_TERM : batch.term();
    }

    @Override
    public long committedIndex() {
        return 0;
    }

    @Override
    public long startIndex() {
        long found = start;
        Runnable next = onNextStartIndex;
        onNextStartIndex = null;
        if (next != null) {
            next.run();
        }
        return found;
    }

    @Override
    public long lastIndex() {
        long found = entries.isEmpty() ? 0 : entries.lastKey();
        Runnable next = onNextLastIndex;
        onNextLastIndex = null;
        if (next != null) {
            next.run();
        }
        return found;
    }
}
