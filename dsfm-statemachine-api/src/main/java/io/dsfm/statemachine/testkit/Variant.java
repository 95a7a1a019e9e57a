package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;

/**
 * A variant under test.
 *
 * @param name what people call it; one variant alone is run twice, under two names
 * @param provider creates its instances
 */
record Variant(String name, StateMachineProvider provider) {}
