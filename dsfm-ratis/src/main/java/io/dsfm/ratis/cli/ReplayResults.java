package io.dsfm.ratis.cli;

import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.stream.ResultCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes the results of a replay as the stream of results gives them, byte for byte, beside what another report shows.
 *
 * <p>Threading: the thread that runs the replay.
 *
 * <p>Failure: {@link UncheckedIOException} if they cannot be written.
 */
final class ReplayResults implements ReplayReport {

    private final ReplayReport report;
    private final OutputStream out;

    /**
     * @param report is told everything too
     * @param out takes the records, one behind the other; buffered, and flushed by its owner
     */
    ReplayResults(ReplayReport report, OutputStream out) {
        this.report = report;
        this.out = out;
    }

    @Override
    public void onNote(String note) {
        report.onNote(note);
    }

    @Override
    public void onStart(ReplayStart start) {
        report.onStart(start);
    }

    @Override
    public void onResult(Outcome outcome) {
        try {
            out.write(ResultCodec.encode(outcome));
        } catch (IOException e) {
            throw new UncheckedIOException("the results cannot be written: " + e.getMessage(), e);
        }
        report.onResult(outcome);
    }

    @Override
    public void onDigest(DigestPoint point) {
        report.onDigest(point);
    }

    @Override
    public void onProgress(long index, long sequence) {
        report.onProgress(index, sequence);
    }

    @Override
    public void onEnd(ReplayEnd end) {
        report.onEnd(end);
    }
}
