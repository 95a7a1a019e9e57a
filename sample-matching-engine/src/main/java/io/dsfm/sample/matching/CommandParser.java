package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;

/** Reads a command from a line of text. */
final class CommandParser {

    static final String SYNTAX = """
            add-symbol SYMBOL NAME                  as in: add-symbol 1 AAPL
            configure SYMBOL step TICKS band LOWEST-HIGHEST feed none|top|depth
                                                    as in: configure 1 step 100 band 1-9000000 feed depth
            open|halt|close SYMBOL                  as in: halt 1
            buy|sell SYMBOL ORDER LOTS@PRICE        as in: buy 1 17 100@5853300
            buy|sell SYMBOL ORDER LOTS market       as in: buy 1 19 100 market
              and then, in any order:               as in: sell 1 18 100@5853300 ioc
              ioc | fok | post-only | stop PRICE | display LOTS | until NANOS | cancel-oldest | cancel-newest
            replace ORDER LOTS@PRICE                as in: replace 17 50@5853200
            cancel ORDER [LOTS]                     as in: cancel 17, or: cancel 17 50
            mass-cancel own [SYMBOL] | all SYMBOL   as in: mass-cancel own, or: mass-cancel all 1""";

    private static final String VERBS =
            "add-symbol, configure, open, halt, close, buy, sell, replace, cancel or mass-cancel";

    private CommandParser() {}

    static Command parse(String text) {
        Words words = new Words(text);
        String verb = words.word(VERBS);
        Command command = switch (verb) {
            case "add-symbol" -> new AddSymbol(words.symbolId(), words.word("name"));
            case "configure" -> configure(words);
            case "open" -> new SetState(words.symbolId(), SymbolState.OPEN);
            case "halt" -> new SetState(words.symbolId(), SymbolState.HALTED);
            case "close" -> new SetState(words.symbolId(), SymbolState.CLOSED);
            case "buy" -> OrderParser.parse(words, Side.BUY);
            case "sell" -> OrderParser.parse(words, Side.SELL);
            case "replace" -> replace(words);
            case "mass-cancel" -> massCancel(words);
            case "cancel" -> new Cancel(words.orderId(), words.hasMore() ? Words.lots(words.word("lots")) : Cancel.ALL);
            default -> throw new IllegalArgumentException("not a command: word='" + verb + "', accepted: " + VERBS);
        };
        words.end();
        return command;
    }

    private static Command configure(Words words) {
        int symbolId = words.symbolId();
        words.require("step");
        int stepTicks = (int) Words.number(words.word("step"), "step", 1, Limits.MAX_STEP_TICKS);
        words.require("band");
        String band = words.word("LOWEST-HIGHEST");
        int at = band.indexOf('-');
        if (at < 0) {
            throw new IllegalArgumentException("not a band: band='" + band + "', accepted: LOWEST-HIGHEST");
        }
        long lowestTicks = Words.priceTicks(band.substring(0, at));
        long highestTicks = Words.priceTicks(band.substring(at + 1));
        words.require("feed");
        String feed = words.word("none, top or depth");
        return new Configure(symbolId, feed(feed), stepTicks, lowestTicks, highestTicks);
    }

    private static Feed feed(String word) {
        return switch (word) {
            case "none" -> Feed.NONE;
            case "top" -> Feed.TOP;
            case "depth" -> Feed.DEPTH;
            default ->
                throw new IllegalArgumentException("not a feed: feed='" + word + "', accepted: none, top or depth");
        };
    }

    private static Command replace(Words words) {
        long orderId = words.orderId();
        String size = words.word("LOTS@PRICE");
        int at = size.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("not LOTS@PRICE: word='" + size + "', accepted: as in 50@5853200");
        }
        return new Replace(orderId, Words.priceTicks(size.substring(at + 1)), Words.lots(size.substring(0, at)));
    }

    private static Command massCancel(Words words) {
        String whose = words.word("own or all");
        return switch (whose) {
            case "all" -> new MassCancel(CancelScope.ALL_IN_SYMBOL, words.symbolId());
            case "own" ->
                words.hasMore()
                        ? new MassCancel(CancelScope.OWN_IN_SYMBOL, words.symbolId())
                        : new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL);
            default -> throw new IllegalArgumentException("not accepted: word='" + whose + "', accepted: own or all");
        };
    }
}
