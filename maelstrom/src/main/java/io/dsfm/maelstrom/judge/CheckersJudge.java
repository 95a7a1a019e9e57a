package io.dsfm.maelstrom.judge;

import io.dsfm.maelstrom.check.Checkers;
import io.dsfm.maelstrom.check.Verdict;
import io.dsfm.maelstrom.harness.Judge;
import io.dsfm.maelstrom.harness.RunOptions;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks the workload's checker, and leaves its findings in the run's folder as {@code findings.txt}. */
public final class CheckersJudge implements Judge {

    /** Called by the service loader. */
    public CheckersJudge() {}

    @Override
    public Judgement judge(RunOptions options, List<HistoryEvent> history, Path folder) {
        Verdict verdict = Checkers.forWorkload(options.workload()).check(history);
        if (!verdict.findings().isEmpty()) {
            try {
                Files.write(folder.resolve("findings.txt"), verdict.findings());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the findings: folder=" + folder, e);
            }
        }
        Outcome outcome = switch (verdict.outcome()) {
            case VALID -> Outcome.VALID;
            case INVALID -> Outcome.REFUTED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
        return new Judgement(
                outcome,
                verdict.findings().isEmpty()
                        ? ""
                        : verdict.findings().size() + " findings, the first: "
                                + verdict.findings().get(0),
                verdict.findings(),
                verdict.isCutTail());
    }
}
