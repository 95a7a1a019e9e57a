package io.dsfm.sample.matching;

import io.dsfm.statemachine.TextFormat;

/** What all variants of the matching engine have in common for the framework. */
public final class MatchingApplication {

    /** The application's name. */
    public static final String NAME = "matching-engine";

    /** The version of behaviour, snapshot and digest; goes up with every change of one of them. */
    public static final int SPECIFICATION_VERSION = 2;

    /** How people write and read. */
    public static final TextFormat TEXT_FORMAT = new MatchingTextFormat();

    private MatchingApplication() {}
}
