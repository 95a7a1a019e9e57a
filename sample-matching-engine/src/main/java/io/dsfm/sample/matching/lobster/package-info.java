/**
 * Reads LOBSTER files, which hold the messages of a NASDAQ book and, row for row, the book after each message, and turns
 * them into commands. Knows the domain and the interface of a flow, and no variant.
 *
 * <p>A message becomes at most one command: 1, a new order, a limit order; 2, a partial cancellation, and 3, a deletion,
 * a cancellation; 4, the execution of a visible order, an incoming order of the other side that is immediate or cancel,
 * at the price at which the order rests, of that size. That can be another than the message's, as in a cross. It is known
 * of an order that the file has named, until the file tells its end, even where an engine has taken its lots out of turn;
 * of another order it is taken from the rows: where lots have gone at the message's price, or else at one other price alone, as many as the
 * message tells. Where that is not the best price of its side, an incoming
 * order would trade with a better one: then the lots are cancelled, and the message is counted. 5, the execution of a hidden order, 6, a cross trade, and 7, a halt, change no visible
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
 * files of fewer digits, below 0 for bids; 0 does as well.
 *
 * <p>A file shows a book down to its depth only. When a level comes into view from below, its orders are taken from the
 * row that shows it first, as one anonymous order, in place of what was known of that price, unless that agrees with the
 * row. So after each message every level that the file shows is exact, while the file shows the book uncrossed. For levels that were in view ever since the last
 * row before, that is a result of matching; for those that have just come into view it is so by construction. What lies
 * below the view is what was last seen there. Inside the view nothing is ever corrected by the rows; they only tell at
 * which price an order traded that the file has not named.
 *
 * <p>Orders can change unseen while they are below the view, so that all orders at a price that comes back into view are
 * doubtful from then on, even if their sum is what it was. So are those at a price where an order has traded that was
 * not the first of its queue, since an engine trades with the first: the sum at the price is right, but not which order
 * has what.
 *
 * <p>A limit: no engine rests a bid at or above an ask, which a file can show while trading is halted. An order that
 * crosses is held back as long as the rows are locked or crossed, changed there by messages about it, and put in, what is
 * left of it, when a row is uncrossed again. Between, the levels are not those of the rows; such messages are counted.
 * Without an orderbook file nothing is held back.
 *
 * <p>What says the same in another way is taken: blanks around numbers, empty lines at the end, a byte order mark, a
 * comma at the end of a line, decimals of the time beyond the ninth, empty levels as {@code 0,0}. An order id of 0 or -1 is
 * an order that the file does not name.
 */
@NullMarked
package io.dsfm.sample.matching.lobster;

import org.jspecify.annotations.NullMarked;
