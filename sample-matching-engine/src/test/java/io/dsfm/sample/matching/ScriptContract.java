package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.harness.Script;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;

/** What the contracts that are written as {@linkplain Script scripts} have in common. */
public abstract class ScriptContract {

    /** Creates an instance. */
    protected abstract StateMachine create();

    /** Walks the whole state of an instance and throws if an invariant is broken. */
    protected abstract void validate(StateMachine machine);

    /** Requires that an instance, played what is not indented in the script, gives exactly what is. */
    final void assertPlays(String script) throws IOException {
        assertThat(Script.play(this::create, this::validate, script)).isEqualTo(script);
    }
}
