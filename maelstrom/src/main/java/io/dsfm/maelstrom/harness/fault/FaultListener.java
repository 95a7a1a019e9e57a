package io.dsfm.maelstrom.harness.fault;

/** Hears what the nemesis does. */
@FunctionalInterface
public interface FaultListener {

    /**
     * A fault begins or ends.
     *
     * @param function what is done, such as {@code start-partition}, {@code kill}, {@code restart}
     * @param description to whom, and how
     */
    void onFault(String function, String description);
}
