package io.dsfm.sample.matching.demo.check;

import java.util.List;

/**
 * What the check found.
 *
 * @param submitted inputs submitted
 * @param acknowledged inputs with at least one result
 * @param lost inputs without result
 * @param duplicated results for an input that has one already, or under a sequence that is taken already
 * @param gaps sequences, from 1 to the highest seen, that no result has
 * @param contradicted results that differ from what the model gives, or that answer an input never submitted
 * @param reordered results that come, in sequence, before one of an input that the same client submitted earlier
 * @param reversed results whose index or timestamp is below that of the result before, in sequence
 * @param lastSequence the highest sequence seen, 0 for none
 * @param findings the first of each kind, for people
 */
public record Verdict(
        long submitted,
        long acknowledged,
        long lost,
        long duplicated,
        long gaps,
        long contradicted,
        long reordered,
        long reversed,
        long lastSequence,
        List<String> findings) {

    /** Copies the list. */
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether nothing at all was found. */
    public boolean clean() {
        return lost == 0 && duplicated == 0 && gaps == 0 && contradicted == 0 && reordered == 0 && reversed == 0;
    }
}
