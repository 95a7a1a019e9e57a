package io.dsfm.ratis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectionTest {

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

    @AfterEach
    void stop() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** One that is given on the event loop must not overtake those that wait there. */
    @Test
    void tasksRunInTheOrderInWhichTheyWereGivenWhateverThreadGaveThem() throws Exception {
        int tasks = 100_000;
        Channel channel = new LocalChannel();
        eventLoops.register(channel).sync();
        WaitingBudget budget = new WaitingBudget(1 << 20, () -> 1);
        Connection connection = new Connection(
                channel,
                new ConnectionPublisher(
                        channel,
                        1 << 20,
                        budget,
                        new GatewayMetrics(new MetricRegistry(), new AtomicInteger(), budget),
                        new SeldomWarning()),
                new SubmitGate(1 << 10));
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>(tasks));
        AtomicInteger next = new AtomicInteger();
        Object order = new Object();
        CountDownLatch isDone = new CountDownLatch(2);
        Runnable giving = () -> {
            while (true) {
                synchronized (order) {
                    int number = next.getAndIncrement();
                    if (number >= tasks) {
                        break;
                    }
                    connection.execute(() -> ran.add(number));
                }
            }
            isDone.countDown();
        };
        Thread outside = new Thread(giving);
        outside.start();
        eventLoops.next().execute(giving);
        isDone.await();
        eventLoops.next().submit(() -> {}).sync();
        eventLoops.next().submit(() -> {}).sync();

        assertThat(ran).hasSize(tasks).isSorted();
    }
}
