package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;

/**
 * A variant under test.
 *
 * @param name what people call it; one variant alone is run twice, under two names
 * @param provider creates its instances
 * @param outputBytesMax the most bytes that it may give for one input
 */
record Variant(String name, StateMachineProvider provider, int outputBytesMax) {

    /** One whose bytes are counted elsewhere. */
    Variant(String name, StateMachineProvider provider) {
        this(name, provider, Integer.MAX_VALUE);
    }
}
