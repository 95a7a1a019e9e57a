package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Side;

/** A symbol and its two sides. */
record Book(int symbolId, String name, PriceLadder bids, PriceLadder asks) {

    PriceLadder ladder(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
