package io.dsfm.statemachine;

/**
 * Names one variant of an application and creates its instances. Found with {@link java.util.ServiceLoader}: list the
 * implementing class, public with a public constructor without parameters, in
 * {@code META-INF/services/io.dsfm.statemachine.StateMachineProvider}.
 *
 * <p>Threading: immutable; called by any thread.
 */
public interface StateMachineProvider {

    /**
     * The name of the application, the same for all its variants: 1 to 64 characters of {@code a-z}, {@code 0-9} and
     * {@code -}.
     */
    String application();

    /** The name of the variant, unique within the application, by the same rule as the application's. */
    String variant();

    /**
     * The version, from 1, of the specification that this variant implements. It goes up with every change of behaviour,
     * snapshot or digest. Nodes of a group refuse to work with different ones.
     */
    int specificationVersion();

    /** Creates an instance in the application's initial state, which is the same for every variant and every call. */
    StateMachine create();

    /** How people write the application's inputs and queries and read its outputs; bytes as hexadecimal by default. */
    default TextFormat textFormat() {
        return TextFormat.HEXADECIMAL;
    }
}
