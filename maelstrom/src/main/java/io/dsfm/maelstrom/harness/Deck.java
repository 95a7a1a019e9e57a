package io.dsfm.maelstrom.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cards drawn in a random order, all of them before any comes again; a card that is to come more often is in it more often.
 *
 * <p>Threading: one thread.
 */
final class Deck<T> {

    private final List<T> cards;
    private final Random random;
    private final List<T> left = new ArrayList<>();

    Deck(List<T> cards, Random random) {
        this.cards = List.copyOf(cards);
        this.random = random;
    }

    T draw() {
        if (left.isEmpty()) {
            left.addAll(cards);
            Collections.shuffle(left, random);
        }
        return left.remove(left.size() - 1);
    }
}
