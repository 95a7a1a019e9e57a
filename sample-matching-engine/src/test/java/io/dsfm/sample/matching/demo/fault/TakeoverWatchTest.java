package io.dsfm.sample.matching.demo.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TakeoverWatchTest {

    @Test
    void endsWithTheFirstResultOfAnOrderSubmittedAfterTheSignal() {
        TakeoverWatch watch = new TakeoverWatch();

        CompletableFuture<Long> takeover = watch.begin(100, 1_000);
        watch.onAnswered(100, 1_001);
        assertThat(takeover).isNotDone();
        watch.onAnswered(101, 5_000);
        watch.onAnswered(102, 6_000);

        assertThat(takeover).isCompletedWithValue(4_000L);
    }
}
