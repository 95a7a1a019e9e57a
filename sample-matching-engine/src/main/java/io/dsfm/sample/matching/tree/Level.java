package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one queue at one price, in the order of arrival, each linked to the next. Never empty while it is in a book.
 *
 * <p>Invariants: {@link #shownLots} is the sum of what its orders show.
 */
final class Level implements Iterable<Order> {

    final long priceTicks;
    private @Nullable Order first;
    private @Nullable Order last;
    private int count;
    private long shownLots;

    Level(long priceTicks) {
        this.priceTicks = priceTicks;
    }

    /** Adds an order, which is in no level, at the end. */
    void add(Order order) {
        Order before = last;
        if (before == null) {
            first = order;
        } else {
            before.behind = order;
        }
        order.before = before;
        order.level = this;
        last = order;
        count++;
        shownLots += order.shownLots;
    }

    void remove(Order order) {
        Order before = order.before;
        Order behind = order.behind;
        if (before == null) {
            first = behind;
        } else {
            before.behind = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.before = before;
        }
        order.before = null;
        order.behind = null;
        order.level = null;
        count--;
        shownLots -= order.shownLots;
    }

    /** An order here shows more or, below 0, less than it did. */
    void changeShown(long lots) {
        shownLots += lots;
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    Order first() {
        return first;
    }

    @Override
    public Iterator<Order> iterator() {
        return new Iterator<>() {
            private @Nullable Order next = first;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Order next() {
                Order order = next;
                if (order == null) {
                    throw new NoSuchElementException("the queue has ended: priceTicks=" + priceTicks);
                }
                next = order.behind;
                return order;
            }
        };
    }

    Answer.Level summary() {
        return new Answer.Level(priceTicks, shownLots, count);
    }
}
