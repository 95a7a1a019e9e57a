package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Side;
import java.util.Arrays;

/**
 * The levels of one side of a book in the order of their prices: a directory of {@linkplain Chunk chunks}. Prices are
 * turned into keys of which the highest is the best, so that both sides are alike and the best level is the last of the
 * last chunk.
 *
 * <p>Invariants: keys ascend through the chunks; no chunk is empty; two neighbours hold more than {@value #MERGE_SIZE}
 * levels together, which bounds the chunks by L / 32 + 1, whatever came and went.
 *
 * <p>Threading: one thread.
 */
final class PriceLadder {

    private static final int MERGE_SIZE = Chunk.CAPACITY / 2;

    private final int ordinal;
    private final int symbolId;
    private final Side side;
    private final boolean isWaiting;
    /** 1 if the highest price is the best, else -1; a factor, since which side comes next cannot be foreseen. */
    private final long sign;

    private final Chunk.Pool pool;
    private Chunk[] chunks = new Chunk[4];
    private long[] firstKeys = new long[4];
    private int chunkCount;
    private int orderCount;
    private Feed feed = Feed.NONE;

    /** The best level and its key; {@link RecordPool#NONE} and the lowest of all keys if there is none. */
    private int bestLevel = RecordPool.NONE;

    private long bestKey = Long.MIN_VALUE;

    PriceLadder(int ordinal, int symbolId, Side side, boolean isWaiting, Chunk.Pool pool) {
        this.ordinal = ordinal;
        this.symbolId = symbolId;
        this.side = side;
        this.isWaiting = isWaiting;
        // Waiting buys are the other way round than bids: the lowest stop price is reached first.
        this.sign = (side == Side.BUY) != isWaiting ? 1 : -1;
        this.pool = pool;
    }

    /** The number of this ladder among those of its engine. */
    int ordinal() {
        return ordinal;
    }

    int symbolId() {
        return symbolId;
    }

    Side side() {
        return side;
    }

    /** Whether its orders wait, at their stop prices. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** How many orders its levels have. */
    int orderCount() {
        return orderCount;
    }

    void countOrders(int more) {
        orderCount += more;
    }

    /** Which changes of its levels are told; none of a ladder whose orders wait. */
    Feed feed() {
        return feed;
    }

    void feed(Feed told) {
        feed = told;
    }

    /** The price of a key. */
    long priceTicks(long key) {
        return sign * key;
    }

    /** The key of a price: higher is better. */
    long key(long priceTicks) {
        return sign * priceTicks;
    }

    int bestLevel() {
        return bestLevel;
    }

    long bestKey() {
        return bestKey;
    }

    /** The level with the given key, or {@link RecordPool#NONE}. */
    int find(long key) {
        if (key >= bestKey) {
            return key == bestKey ? bestLevel : RecordPool.NONE;
        }
        Chunk chunk = chunks[chunkOf(key)];
        int position = chunk.lowerBound(key);
        return position < chunk.size && chunk.keys[position] == key ? chunk.levels[position] : RecordPool.NONE;
    }

    /** Adds a level whose key is not there yet. */
    void insert(long key, int level) {
        if (chunkCount == 0) {
            insertChunk(0, pool.take());
        }
        int index = chunkOf(key);
        if (chunks[index].size == Chunk.CAPACITY) {
            split(index);
            index = chunkOf(key);
        }
        Chunk chunk = chunks[index];
        int position = chunk.lowerBound(key);
        chunk.insert(position, key, level);
        if (position == 0) {
            firstKeys[index] = key;
        }
        if (key > bestKey) {
            bestKey = key;
            bestLevel = level;
        }
    }

    /** Removes the level with the given key, which is there; for the best one see {@link Levels#removeBest} too. */
    void remove(long key) {
        if (key == bestKey && chunkCount > 0) {
            removeBest();
            return;
        }
        int index = chunkOf(key);
        Chunk chunk = chunks[index];
        int position = chunk.lowerBound(key);
        if (position == chunk.size || chunk.keys[position] != key) {
            throw new IllegalStateException("a level is not on the ladder: key=" + key + ", side=" + side);
        }
        chunk.remove(position);
        if (position == 0) {
            firstKeys[index] = chunk.keys[0];
        }
        mergeIfSmall(index);
    }

    /** Removes the best level, the last level of the last chunk, which need not be searched for. */
    void removeBest() {
        chunks[chunkCount - 1].size--;
        mergeIfSmall(chunkCount - 1);
        findBest();
    }

    /** The best key below the given one; the lowest of all keys if there is none. */
    long keyBelow(long key) {
        if (chunkCount == 0) {
            return Long.MIN_VALUE;
        }
        int index = chunkOf(key);
        int position = chunks[index].lowerBound(key) - 1;
        if (position >= 0) {
            return chunks[index].keys[position];
        }
        return index == 0 ? Long.MIN_VALUE : chunks[index - 1].keys[chunks[index - 1].size - 1];
    }

    /** Gives its chunks back; it is not used any more. */
    void clear() {
        while (chunkCount > 0) {
            removeChunk(chunkCount - 1);
        }
    }

    /** How many chunks there are; with {@link #chunk}, for walks over all levels. */
    int chunkCount() {
        return chunkCount;
    }

    Chunk chunk(int index) {
        return chunks[index];
    }

    /** The chunk that holds a key, or would. */
    private int chunkOf(long key) {
        int last = chunkCount - 1;
        if (last <= 0 || key >= firstKeys[last]) {
            return last;
        }
        int low = 0;
        int high = last - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (firstKeys[middle] <= key) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void split(int index) {
        Chunk upper = pool.take();
        chunks[index].moveTo(upper, Chunk.CAPACITY / 2);
        insertChunk(index + 1, upper);
    }

    private void mergeIfSmall(int index) {
        if (index > 0 && chunks[index - 1].size + chunks[index].size <= MERGE_SIZE) {
            merge(index - 1);
        } else if (index + 1 < chunkCount && chunks[index].size + chunks[index + 1].size <= MERGE_SIZE) {
            merge(index);
        } else if (chunks[index].size == 0) {
            removeChunk(index);
        }
    }

    private void merge(int index) {
        chunks[index + 1].moveTo(chunks[index], 0);
        firstKeys[index] = chunks[index].keys[0];
        removeChunk(index + 1);
    }

    private void insertChunk(int index, Chunk chunk) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
            firstKeys = Arrays.copyOf(firstKeys, chunkCount * 2);
        }
        System.arraycopy(chunks, index, chunks, index + 1, chunkCount - index);
        System.arraycopy(firstKeys, index, firstKeys, index + 1, chunkCount - index);
        chunks[index] = chunk;
        firstKeys[index] = chunk.keys[0];
        chunkCount++;
    }

    private void removeChunk(int index) {
        pool.free(chunks[index]);
        chunkCount--;
        System.arraycopy(chunks, index + 1, chunks, index, chunkCount - index);
        System.arraycopy(firstKeys, index + 1, firstKeys, index, chunkCount - index);
    }

    private void findBest() {
        if (chunkCount == 0) {
            bestLevel = RecordPool.NONE;
            bestKey = Long.MIN_VALUE;
        } else {
            Chunk last = chunks[chunkCount - 1];
            bestLevel = last.levels[last.size - 1];
            bestKey = last.keys[last.size - 1];
        }
    }
}
