package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Side;

/** A symbol and its two sides, which never cross between two commands. */
final class Book {

    final int symbolId;
    final String name;
    final BookSide bids = new BookSide(Side.BUY);
    final BookSide asks = new BookSide(Side.SELL);

    Book(int symbolId, String name) {
        this.symbolId = symbolId;
        this.name = name;
    }

    BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
