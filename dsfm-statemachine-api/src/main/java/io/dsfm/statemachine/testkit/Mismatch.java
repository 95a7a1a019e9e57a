package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.List;

/** A check that failed during a run, before it is known which step of the run it was. */
final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Check check;
    private final String variant;
    private final transient List<String> details;
    private final String setting;

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
        super(what);
        this.check = check;
        this.variant = variant;
        this.details = details;
        this.setting = setting;
    }

    Mismatch(Check check, String variant, String what, Throwable cause) {
        super(what, cause);
        this.check = check;
        this.variant = variant;
        this.details = List.of();
        this.setting = "";
    }

    Check check() {
        return check;
    }

    String variant() {
        return variant;
    }

    List<String> details() {
        return details;
    }

    String setting() {
        return setting;
    }
}
