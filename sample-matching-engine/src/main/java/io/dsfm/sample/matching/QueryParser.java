package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;

/** Reads a query from a line of text. */
final class QueryParser {

    static final String SYNTAX = """
            depth SYMBOL LEVELS                     as in: depth 1 10
            order CLIENT ORDER                      as in: order 5 17
            report SYMBOL                           as in: report 1
            counters""";

    private static final String VERBS = "depth, order, report or counters";

    private QueryParser() {}

    static Query parse(String text) {
        Words words = new Words(text);
        String verb = words.word(VERBS);
        Query query = switch (verb) {
            case "depth" -> new Query.Depth(words.symbolId(), levels(words.word("levels")));
            case "order" -> new Query.Order(new OrderKey(client(words.word("client")), words.orderId()));
            case "report" -> new Query.Report(words.symbolId());
            case "counters" -> new Query.Counts();
            default -> throw new IllegalArgumentException("not a query: word='" + verb + "', accepted: " + VERBS);
        };
        words.end();
        return query;
    }

    private static int levels(String text) {
        return (int) Words.number(text, "levels", 1, Limits.MAX_DEPTH_LEVELS);
    }

    private static long client(String text) {
        return Words.number(text, "client", 1, Long.MAX_VALUE);
    }
}
