package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.StateDigest;

/**
 * The whole state, and the way back to what it was when it was marked.
 *
 * <p>Threading: one thread.
 */
final class State {

    /** How many counters there are beside the sizes. */
    static final int COUNTERS = 4;

    private static final int ACCEPTED_ORDERS = 0;
    private static final int TRADES = 1;
    private static final int TRADED_LOTS = 2;
    private static final int PLACINGS = 3;

    final Books books = new Books();
    final StateDigest digest = new StateDigest();
    final Levels levels = new Levels();
    final Changes changes = new Changes(levels);
    private final Journal journal = new Journal();
    final OrderRecords records = new OrderRecords();
    final Orders orders = new Orders(records, levels, changes, digest, journal);
    private final long[] counters = new long[COUNTERS];
    private final long[] savedBook = new long[Book.WORDS];

    void clear() {
        books.clear();
        orders.clear();
        changes.clear();
        digest.clear();
        journal.clear();
    }

    Book addBook(int symbolId, String name) {
        Book book = new Book(symbolId, name, levels, levels.addLadders(symbolId));
        books.add(book);
        digest.addSymbol(book.digest);
        journal.symbolAdded(symbolId);
        return book;
    }

    void undoSymbol(int symbolId) {
        digest.removeSymbol(books.remove(symbolId).digest);
        levels.undoLadders();
    }

    /** Has to be called before terms or statistics of a book change. */
    void beforeChange(Book book) {
        if (journal.isOn() && book.savedEpoch != journal.epoch()) {
            book.savedEpoch = journal.epoch();
            book.save(savedBook);
            journal.bookSaved(book.symbolId, savedBook);
        }
    }

    /** Has to be called after terms or statistics of a book have changed, before the input ends. */
    void afterChange(Book book) {
        digest.removeSymbol(book.digest);
        book.digest = book.currentDigest();
        digest.addSymbol(book.digest);
    }

    void undoBook(int symbolId, long[] words) {
        Book book = books.find(symbolId);
        if (book == null) {
            throw new IllegalStateException("the past cannot be restored: symbolId=" + symbolId);
        }
        book.load(words);
        afterChange(book);
    }

    long acceptedOrders() {
        return counters[ACCEPTED_ORDERS];
    }

    long tradedLots() {
        return counters[TRADED_LOTS];
    }

    /** One more order is accepted; gives its number. */
    long nextAccepted() {
        return ++counters[ACCEPTED_ORDERS];
    }

    /** One more order takes a place at the end of a queue; gives its arrival. */
    long nextArrival() {
        return ++counters[PLACINGS];
    }

    /** One more trade; gives its number. */
    long nextTrade(long lots) {
        counters[TRADED_LOTS] += lots;
        return ++counters[TRADES];
    }

    /** Whether an order of this size could make the count of traded lots overflow. */
    boolean couldOverflow(long lots) {
        return lots > Long.MAX_VALUE - counters[TRADED_LOTS];
    }

    Counters counters() {
        return new Counters(
                books.count(),
                orders.count(),
                counters[ACCEPTED_ORDERS],
                counters[TRADES],
                counters[TRADED_LOTS],
                counters[PLACINGS]);
    }

    void counters(Counters given) {
        counters[ACCEPTED_ORDERS] = given.acceptedOrders();
        counters[TRADES] = given.trades();
        counters[TRADED_LOTS] = given.tradedLots();
        counters[PLACINGS] = given.placings();
    }

    long digest() {
        return digest.value(counters());
    }

    void mark(long point) {
        journal.mark(point, counters);
    }

    void revertTo(long point) {
        int mark = journal.markOf(point);
        while (journal.hasStepsSince(mark)) {
            journal.undoLast(this);
        }
        journal.returnTo(mark, counters);
    }

    void forgetBefore(long point) {
        journal.forgetBefore(point);
    }
}
