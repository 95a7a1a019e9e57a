package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateMachineCatalogTest {

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
        StateMachineCatalog catalog = StateMachineCatalog.of(List.of(FAST, SMALL, new Provider("sums", "plain", 3)));

        assertThat(catalog.check(config("counter", "small", "fast", "small"), "n1.yaml"))
                .containsExactly(SMALL, FAST, SMALL);
        assertThat(catalog.applications()).containsExactly("counter", "sums");
        assertThat(catalog.variants("counter")).containsExactly("fast", "small");
        assertThat(catalog.variants("none")).isEmpty();
        assertThat(catalog.textFormat("counter")).contains(TextFormat.HEXADECIMAL);
        assertThat(catalog.textFormat("none")).isEmpty();
    }

    @Test
    void namesAnUnknownApplicationOrVariant() throws ConfigException {
        StateMachineCatalog catalog = StateMachineCatalog.of(List.of(FAST, SMALL));

        assertThatThrownBy(() -> catalog.check(config("conter", "fast"), "n1.yaml"))
                .hasMessage("n1.yaml: application: found 'conter', which is not on the class path"
                        + " (did you mean 'counter'?); accepted: counter");
        assertThatThrownBy(() -> catalog.check(config("counter", "fast", "smal"), "n1.yaml"))
                .hasMessage("n1.yaml: variants[1]: found 'smal', which 'counter' does not have"
                        + " (did you mean 'small'?); accepted: fast, small");
        assertThatThrownBy(() -> StateMachineCatalog.of(List.of()).check(config("counter", "fast"), "n1.yaml"))
                .hasMessageContaining("of which there is none");
    }

    @Test
    void refusesVariantsOfDifferentSpecifications() throws ConfigException {
        StateMachineCatalog catalog = StateMachineCatalog.of(List.of(FAST, NEXT));

        assertThatThrownBy(() -> catalog.check(config("counter", "fast", "next"), "n1.yaml"))
                .hasMessageContaining("variants: ")
                .hasMessageContaining("fast=1, next=2");
        assertThat(catalog.check(config("counter", "next"), "n1.yaml")).containsExactly(NEXT);
    }

    @Test
    void refusesProvidersAgainstTheRules() {
        assertThatThrownBy(() -> StateMachineCatalog.of(List.of(FAST, new Provider("counter", "fast", 1))))
                .hasMessageContaining("also provided by");
        assertThatThrownBy(() -> StateMachineCatalog.of(List.of(new Provider("Counter", "", 0))))
                .hasMessageContaining("'Counter'")
                .hasMessageContaining("variant: found ''")
                .hasMessageContaining("found 0");
    }

    private static NodeConfig config(String application, String... variants) {
        return TestConfigs.config("g", "n1", application, List.of(variants), Path.of("/var/lib/dsfm"));
    }
}
