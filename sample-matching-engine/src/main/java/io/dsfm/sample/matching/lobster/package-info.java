/**
 * Reads LOBSTER files, which hold the messages of a NASDAQ book and, row for row, the book after each message, and turns
 * them into commands. Knows the domain and the interface of a flow, and no variant.
 *
 * <p>A message becomes at most one command: 1, a new order, a limit order; 2, a partial cancellation, and 3, a deletion,
 * a cancellation; 4, the execution of a visible order, an incoming order of the other side that is immediate or cancel,
 * at that price, of that size. 5, the execution of a hidden order, 6, a cross trade, and 7, a halt, change no visible
 * book and become none. Prices are ticks of a hundredth of a cent, as in the files, and shares are lots.
 *
 * <p>The book is not empty before the first message, and the files do not name the orders in it. It is derived from the
 * orderbook file, which lies beside the message file under the same name with {@code orderbook} for the last {@code
 * message}: the first row less the first message, as one anonymous order for each level, older than all others. Such an
 * order is doubtful: its lots are those of orders that are not told apart. A message about an order id that is not known
 * acts on the doubtful orders at its price, oldest first. Where there is none, the message is skipped and counted;
 * without an orderbook file that is so for all orders that were there before.
 *
 * <p>Where a side has fewer levels than the file can show, a row has a dummy price of size 0: 9999999999, or 99999999 in
 * files of fewer digits, below 0 for bids.
 *
 * <p>A file shows a book down to its depth only. When a level comes into view from below, its orders are taken from the
 * row that shows it first, as one anonymous order, in place of what was known of that price, unless that agrees with the
 * row. So after each message every level that the file shows is exact. For levels that were in view ever since the last
 * row before, that is a result of matching; for those that have just come into view it is so by construction. What lies
 * below the view is what was last seen there. Inside the view nothing is ever corrected by the rows.
 *
 * <p>Orders can change unseen while they are below the view, so that all orders at a price that comes back into view are
 * doubtful from then on, even if their sum is what it was. So are those at a price where an order has traded that was
 * not the first of its queue, since an engine trades with the first: the sum at the price is right, but not which order
 * has what.
 */
@NullMarked
package io.dsfm.sample.matching.lobster;

import org.jspecify.annotations.NullMarked;
