package io.dsfm.sample.matching.ladder;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The books by symbol id: for look-up, and in ascending order. */
final class Books {

    private final Int2ObjectHashMap<Book> byId = new Int2ObjectHashMap<>();
    private Book[] sorted = new Book[8];
    private int count;

    void clear() {
        byId.clear();
        count = 0;
    }

    void add(Book book) {
        if (count == sorted.length) {
            sorted = Arrays.copyOf(sorted, count * 2);
        }
        int at = count++;
        while (at > 0 && sorted[at - 1].symbolId > book.symbolId) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = book;
        byId.put(book.symbolId, book);
    }

    Book remove(int symbolId) {
        int at = 0;
        while (sorted[at].symbolId != symbolId) {
            at++;
        }
        Book book = sorted[at];
        count--;
        System.arraycopy(sorted, at + 1, sorted, at, count - at);
        byId.remove(symbolId);
        return book;
    }

    @Nullable
    Book find(int symbolId) {
        return byId.get(symbolId);
    }

    int count() {
        return count;
    }

    /** The book at a place, from 0, in ascending order of the symbol ids. */
    Book at(int place) {
        return sorted[place];
    }
}
