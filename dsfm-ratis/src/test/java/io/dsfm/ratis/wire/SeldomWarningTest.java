package io.dsfm.ratis.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SeldomWarningTest {

    private final SeldomWarning warning = new SeldomWarning();

    @Test
    void theSameIsSaidOnceAMinute() {
        long start = -5;
        assertThat(warning.isDue("a", start)).isTrue();
        assertThat(warning.isDue("a", start + 1)).isFalse();
        assertThat(warning.isDue("b", start + 1)).as("something else").isTrue();
        assertThat(warning.isDue("a", start + TimeUnit.MINUTES.toNanos(1))).isTrue();
        assertThat(warning.isDue("a", start + TimeUnit.MINUTES.toNanos(1) + 1)).isFalse();
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(warning.isDue("from " + i, 0)).isTrue();
        }
        assertThat(warning.isDue("from 0", 0)).as("forgotten").isTrue();
    }
}
