package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommitNewsTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch due = new CountDownLatch(1);
    private long nowNanos = 7;
    private final CommitNews news = new CommitNews(timer, () -> nowNanos, due::countDown);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void tellsAfterAWhileOfWhatNoEntryHasCarried() throws InterruptedException {
        assertThat(news.isDue(4)).isFalse();
        assertThat(due.await(10, TimeUnit.SECONDS)).isTrue();
        nowNanos += CommitNews.WAIT_NANOS - 1;
        assertThat(news.isDue(5)).isFalse();
        nowNanos++;
        assertThat(news.isDue(5)).isTrue();
        news.onTold(5);
        nowNanos += CommitNews.WAIT_NANOS;
        assertThat(news.isDue(5)).isFalse();
    }

    @Test
    void tellsNothingThatAnEntryHasCarried() {
        assertThat(news.isDue(4)).isFalse();
        news.onTold(4);
        nowNanos += CommitNews.WAIT_NANOS;
        assertThat(news.isDue(4)).isFalse();
        assertThat(news.isDue(6)).as("newer by itself, the wait begins anew").isFalse();
    }

    @Test
    void tellsAgainWhatWasLost() {
        news.onTold(4);
        news.onLost();

        assertThat(news.isDue(4)).isFalse();
        nowNanos += CommitNews.WAIT_NANOS;
        assertThat(news.isDue(4)).isTrue();
    }
}
