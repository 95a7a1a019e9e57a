package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.List;

/** A check that failed during a run, before it is known which step of the run it was. */
final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Check check;
    private final String variant;
    private final transient List<String> suspects;
    private final transient List<String> details;
    private final String setting;
    private final boolean isExact;

    /**
     * What was found.
     *
     * @param variant that of which it was found
     * @param details lines that show both sides
     */
    Mismatch(Check check, String variant, String what, List<String> details) {
        this(check, variant, what, details, "");
    }

    /**
     * What was found.
     *
     * @param setting what has to be called on the kit to find it again, as code
     */
    Mismatch(Check check, String variant, String what, List<String> details, String setting) {
        this(check, List.of(variant), what, details, setting, null, false);
    }

    Mismatch(Check check, String variant, String what, Throwable cause) {
        this(check, List.of(variant), what, List.of(), "", cause, false);
    }

    private Mismatch(
            Check check,
            List<String> suspects,
            String what,
            List<String> details,
            String setting,
            Throwable cause,
            boolean isExact) {
        super(what, cause);
        this.check = check;
        this.variant = suspects.size() == 1 ? suspects.get(0) : "one of: " + String.join(", ", suspects);
        this.suspects = suspects;
        this.details = details;
        this.setting = setting;
        this.isExact = isExact;
    }

    /** What can have no other reason than the check tells, whatever was done before. */
    static Mismatch exact(Check check, String variant, String what, List<String> details) {
        return new Mismatch(check, List.of(variant), what, details, "", null, true);
    }

    /** What was found of instances that differ. */
    static Mismatch between(Check check, Blame blame, String what, List<String> details) {
        return new Mismatch(check, blame.suspects(), what, details, "", null, false);
    }

    Check check() {
        return check;
    }

    /** That of which it was found, or in words that it is one of several. */
    String variant() {
        return variant;
    }

    /** Several, if it is not known which is at fault. */
    List<String> suspects() {
        return suspects;
    }

    /** The same, when it is known whose fault it is. */
    Mismatch blamedOn(String culprit, String why) {
        List<String> more = new ArrayList<>(details);
        more.add(why);
        return new Mismatch(check, List.of(culprit), getMessage(), more, setting, getCause(), isExact);
    }

    boolean isExact() {
        return isExact;
    }

    List<String> details() {
        return details;
    }

    String setting() {
        return setting;
    }
}
