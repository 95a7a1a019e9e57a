package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VariantCheckTest {

    private record Provider(String application, String variant, int specificationVersion)
            implements StateMachineProvider {

        @Override
        public StateMachine create() {
            throw new UnsupportedOperationException("never run here");
        }
    }

    private static final StateMachineProvider FAST = new Provider("counter", "fast", 1);
    private static final StateMachineProvider SMALL = new Provider("counter", "small", 1);
    private static final StateMachineProvider NEXT = new Provider("counter", "next", 2);

    @Test
    void findsTheProvidersInTheOrderOfTheConfiguration() throws ConfigException {
        List<StateMachineProvider> providers = List.of(FAST, SMALL, new Provider("sums", "plain", 3));

        assertThat(VariantCheck.check(config("counter", "small", "fast", "small"), "n1.yaml", providers))
                .containsExactly(SMALL, FAST, SMALL);
    }

    @Test
    void namesAnUnknownApplicationOrVariant() {
        List<StateMachineProvider> providers = List.of(FAST, SMALL);

        assertThatThrownBy(() -> VariantCheck.check(config("conter", "fast"), "n1.yaml", providers))
                .hasMessage("n1.yaml: application: found 'conter', which is not on the class path"
                        + " (did you mean 'counter'?); accepted: counter");
        assertThatThrownBy(() -> VariantCheck.check(config("counter", "fast", "smal"), "n1.yaml", providers))
                .hasMessage("n1.yaml: variants[1]: found 'smal', which 'counter' does not have"
                        + " (did you mean 'small'?); accepted: fast, small");
        assertThatThrownBy(() -> VariantCheck.check(config("counter", "fast"), "n1.yaml", List.of()))
                .hasMessageContaining("of which there is none");
    }

    @Test
    void refusesVariantsOfDifferentSpecifications() throws ConfigException {
        List<StateMachineProvider> providers = List.of(FAST, NEXT);

        assertThatThrownBy(() -> VariantCheck.check(config("counter", "fast", "next"), "n1.yaml", providers))
                .hasMessageContaining("variants: ")
                .hasMessageContaining("fast=1, next=2");
        assertThat(VariantCheck.check(config("counter", "next"), "n1.yaml", providers))
                .containsExactly(NEXT);
    }

    @Test
    void refusesProvidersAgainstTheRules() {
        List<StateMachineProvider> twice = List.of(FAST, new Provider("counter", "fast", 1));
        List<StateMachineProvider> misnamed = List.of(FAST, new Provider("Counter", "", 0));

        assertThatThrownBy(() -> VariantCheck.check(config("counter", "fast"), "n1.yaml", twice))
                .hasMessageContaining("also provided by");
        assertThatThrownBy(() -> VariantCheck.check(config("counter", "fast"), "n1.yaml", misnamed))
                .hasMessageContaining("'Counter'")
                .hasMessageContaining("variant: found ''")
                .hasMessageContaining("found 0");
    }

    private static NodeConfig config(String application, String... variants) {
        return TestConfigs.config("g", "n1", application, List.of(variants), Path.of("/var/lib/dsfm"));
    }
}
