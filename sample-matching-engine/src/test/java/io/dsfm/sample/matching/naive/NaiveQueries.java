package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Report;
import io.dsfm.sample.matching.domain.Side;
import java.util.List;

/** Answers questions. */
final class NaiveQueries {

    private NaiveQueries() {}

    static Answer answer(NaiveState state, Query query) {
        if (query instanceof Query.Garbled garbled) {
            return new Answer.Rejected(garbled.queryCode(), garbled.code());
        } else if (query instanceof Query.Order asked) {
            return state.order(asked.key())
                    .<Answer>map(NaiveQueries::describe)
                    .orElse(new Answer.Rejected(query.encode()[0], RejectCode.UNKNOWN_ORDER));
        } else if (query instanceof Query.Depth depth) {
            NaiveSymbol symbol = state.symbols.get(depth.symbolId());
            return symbol == null
                    ? new Answer.Rejected(query.encode()[0], RejectCode.UNKNOWN_SYMBOL)
                    : new Answer.Depth(
                            symbol.symbolId,
                            first(symbol.levels(Side.BUY), depth.levels()),
                            first(symbol.levels(Side.SELL), depth.levels()));
        } else if (query instanceof Query.Report report) {
            NaiveSymbol symbol = state.symbols.get(report.symbolId());
            return symbol == null
                    ? new Answer.Rejected(query.encode()[0], RejectCode.UNKNOWN_SYMBOL)
                    : describe(symbol);
        }
        return state.counters();
    }

    private static List<Answer.Level> first(List<Answer.Level> levels, int count) {
        return levels.subList(0, Math.min(levels.size(), count));
    }

    private static Answer.Order describe(NaiveOrder order) {
        return new Answer.Order(
                order.key,
                order.symbolId,
                order.side,
                order.priceTicks,
                order.leftLots,
                order.shown(),
                order.stopPriceTicks,
                order.displayLots,
                order.deadlineNanos,
                order.flags());
    }

    private static Report describe(NaiveSymbol symbol) {
        return new Report(
                symbol.symbolId,
                symbol.name,
                symbol.terms,
                symbol.statistics,
                best(symbol.levels(Side.BUY)),
                best(symbol.levels(Side.SELL)),
                symbol.resting(Side.BUY).size(),
                symbol.resting(Side.SELL).size(),
                symbol.waiting(Side.BUY).size(),
                symbol.waiting(Side.SELL).size());
    }

    private static Answer.Level best(List<Answer.Level> levels) {
        return levels.isEmpty() ? Report.NO_LEVEL : levels.get(0);
    }
}
