package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.Limits;
import java.util.List;

/** The words of one line of text, read one after the other; each refusal names the word and what is accepted. */
final class Words {

    private final List<String> words;
    private int next;

    Words(String text) {
        this.words = List.of(text.strip().split("\\s+"));
    }

    /** The next word, which must be there. */
    String word(String what) {
        if (next == words.size()) {
            throw new IllegalArgumentException(
                    "a word is missing: text='" + String.join(" ", words) + "', accepted: " + what);
        }
        return words.get(next++);
    }

    /** Requires that the next word is this one. */
    void require(String accepted) {
        String word = word(accepted);
        if (!word.equals(accepted)) {
            throw new IllegalArgumentException("not accepted: word='" + word + "', accepted: " + accepted);
        }
    }

    /** Whether another word follows. */
    boolean hasMore() {
        return next < words.size();
    }

    /** Requires that no other word follows. */
    void end() {
        if (hasMore()) {
            throw new IllegalArgumentException(
                    "a word too many: word='" + words.get(next) + "', accepted: no more words");
        }
    }

    int symbolId() {
        return (int) number(word("symbol"), "symbol", 1, Integer.MAX_VALUE);
    }

    long orderId() {
        return number(word("order"), "order", 1, Long.MAX_VALUE);
    }

    static long lots(String text) {
        return number(text, "lots", 1, Limits.MAX_QUANTITY_LOTS);
    }

    static long priceTicks(String text) {
        return number(text, "price", 1, Limits.MAX_PRICE_TICKS);
    }

    static long number(String text, String what, long least, long most) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notAccepted(text, what, least, most), e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(notAccepted(text, what, least, most));
        }
        return value;
    }

    private static String notAccepted(String text, String what, long least, long most) {
        return "not a number for " + what + ": " + what + "='" + text + "', accepted: " + least + " to " + most;
    }
}
