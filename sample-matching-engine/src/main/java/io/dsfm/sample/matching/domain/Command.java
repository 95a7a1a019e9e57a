package io.dsfm.sample.matching.domain;

/**
 * A command as a value, for those who build or show one; variants read {@link CommandDecoder}. The values are not
 * checked: an invalid command can be built, and the engine rejects it.
 */
public sealed interface Command permits AddSymbol, NewOrder, Cancel, Configure, SetState, Replace, MassCancel {

    /** The command's message, in the layout that the package describes. */
    byte[] encode();
}
