package io.dsfm.ratis.bench;

/**
 * An endless stream of inputs for the application, as one client sends them.
 *
 * <p>Threading: one thread.
 */
@FunctionalInterface
public interface InputFlow {

    /** The next input; the caller may keep it. */
    byte[] next();
}
