package io.dsfm.statemachine.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run without a failure has checked. A test may ask for it, since a stream without timers, say, shows nothing of
 * timers.
 *
 * @param inputs executed, the malformed among them
 * @param malformedInputs that the kit cut short, padded, or changed
 * @param timerFirings executed
 * @param queries asked
 * @param restores of a snapshot into an instance
 * @param reverts of instances to a mark; 0 if no variant is revertible
 * @param notes on what could not be checked, and why
 */
public record TestKitReport(
        long inputs,
        long malformedInputs,
        long timerFirings,
        long queries,
        long restores,
        long reverts,
        List<String> notes) {

    /** A copy of the notes. */
    public TestKitReport {
        notes = List.copyOf(notes);
    }

    TestKitReport withNotes(List<String> added) {
        List<String> more = new ArrayList<>(notes);
        more.addAll(added);
        return new TestKitReport(inputs, malformedInputs, timerFirings, queries, restores, reverts, more);
    }
}
