package io.dsfm.sample.matching.flow;

import org.jspecify.annotations.Nullable;

/**
 * A stream of commands that one client sends, in order.
 *
 * <p>Threading: one thread.
 */
@FunctionalInterface
public interface OrderFlow {

    /** The next command's message, which the caller may keep, or null at the end. */
    byte @Nullable [] next();
}
