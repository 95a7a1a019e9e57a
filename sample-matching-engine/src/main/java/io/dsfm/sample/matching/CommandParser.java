package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Side;

/** Reads a command from a line of text. */
final class CommandParser {

    static final String SYNTAX = """
            add-symbol SYMBOL NAME                  as in: add-symbol 1 AAPL
            buy|sell SYMBOL ORDER LOTS@PRICE        as in: buy 1 17 100@5853300
            buy|sell SYMBOL ORDER LOTS@PRICE ioc    as in: sell 1 18 100@5853300 ioc
            buy|sell SYMBOL ORDER LOTS market       as in: buy 1 19 100 market
            cancel ORDER [LOTS]                     as in: cancel 17, or: cancel 17 50""";

    private static final String VERBS = "add-symbol, buy, sell or cancel";

    private CommandParser() {}

    static Command parse(String text) {
        Words words = new Words(text);
        String verb = words.word(VERBS);
        Command command = switch (verb) {
            case "add-symbol" -> new AddSymbol(words.symbolId(), words.word("name"));
            case "buy" -> order(words, Side.BUY);
            case "sell" -> order(words, Side.SELL);
            case "cancel" -> new Cancel(words.orderId(), words.hasMore() ? Words.lots(words.word("lots")) : Cancel.ALL);
            default -> throw new IllegalArgumentException("not a command: word='" + verb + "', accepted: " + VERBS);
        };
        words.end();
        return command;
    }

    private static Command order(Words words, Side side) {
        int symbolId = words.symbolId();
        long orderId = words.orderId();
        String size = words.word("LOTS@PRICE, or LOTS market");
        int at = size.indexOf('@');
        if (at < 0) {
            require(words, "market", size);
            return NewOrder.market(symbolId, orderId, side, Words.lots(size));
        }
        long lots = Words.lots(size.substring(0, at));
        long priceTicks = Words.priceTicks(size.substring(at + 1));
        if (!words.hasMore()) {
            return NewOrder.limit(symbolId, orderId, side, lots, priceTicks);
        }
        require(words, "ioc", size);
        return NewOrder.ioc(symbolId, orderId, side, lots, priceTicks);
    }

    private static void require(Words words, String accepted, String after) {
        String word = words.word(accepted);
        if (!word.equals(accepted)) {
            throw new IllegalArgumentException(
                    "not accepted after '" + after + "': word='" + word + "', accepted: " + accepted);
        }
    }
}
