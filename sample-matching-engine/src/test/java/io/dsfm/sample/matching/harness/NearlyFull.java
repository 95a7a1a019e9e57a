package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolTerms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A state that would take ages to reach. */
public final class NearlyFull {

    /** So many lots can still trade. */
    public static final long LOTS_LEFT = 10;

    private static final int SYMBOL = 1_000_000;
    private static final String NAME = "OLD";

    private NearlyFull() {}

    /** A snapshot without orders, of one symbol, in which one trade was of nearly as many lots as can be counted. */
    public static byte[] snapshot() {
        long lots = Long.MAX_VALUE - LOTS_LEFT;
        Counters counters = new Counters(1, 0, 1, 1, lots, 0);
        Statistics statistics = new Statistics(100, 100, 100, 100, 1, lots, 100, 100);
        StateDigest digest = new StateDigest();
        digest.addSymbol(StateDigest.symbol(
                StateDigest.symbolIdentity(SYMBOL, NAME),
                StateDigest.terms(SymbolTerms.INITIAL),
                StateDigest.statistics(statistics)));
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(snapshot);
        try {
            writer.header(MatchingApplication.SPECIFICATION_VERSION, counters);
            writer.symbol(SYMBOL, NAME, SymbolTerms.INITIAL, statistics);
            for (int section = 0; section < 4; section++) {
                writer.section(0);
            }
            writer.end(digest.value(counters));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return snapshot.toByteArray();
    }
}
