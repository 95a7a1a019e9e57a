package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.Goodbye;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeBatch;
import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends frames to one client and says goodbye to it, with a bound on what waits to be sent.
 *
 * <p>Threading: the connection's event loop, except {@link #reserve}, which any thread may call.
 *
 * <p>Invariants: {@link #waitingBytes} counts everything that was accepted for sending and has neither been sent nor
 * been dropped with the channel, and so does the gateway's {@link WaitingBudget} for all. Past either bound, the client is
 * disconnected; what comes when nothing else waits is sent, whatever its size.
 *
 * <p>Failure: what cannot be written ends the connection, so that nothing that comes later can hide that it is missing.
 */
final class ConnectionPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPublisher.class);

    /** What a message costs beside its own bytes. */
    static final int OVERHEAD_BYTES = 32;

    /** What is sent in one frame, and counted at once. */
    static final int BATCH_BYTES = 64 << 10;

    private static final int BATCH_OUTCOMES = 1_024;
    /** How long a connection stays after the goodbye, so that unread bytes of the client do not take it away. */
    private static final long LINGER_MILLIS = 250;
    /** So far below 0 that it stays there: the channel is closed, and the budget has back what it counted. */
    private static final long GIVEN_BACK = Long.MIN_VALUE / 2;

    private final Channel channel;
    private final int limitBytes;
    private final WaitingBudget budget;
    private final GatewayMetrics metrics;
    private final SeldomWarning warning;
    private final AtomicLong waitingBytes = new AtomicLong();
    /** What waited when {@link #reserve} refused; some of it may be sent before the client is told. */
    private volatile long tooMuchBytes;

    private boolean closing;

    ConnectionPublisher(
            Channel channel, int limitBytes, WaitingBudget budget, GatewayMetrics metrics, SeldomWarning warning) {
        this.channel = channel;
        this.limitBytes = limitBytes;
        this.budget = budget;
        this.metrics = metrics;
        this.warning = warning;
        channel.closeFuture().addListener(closed -> budget.subtract(Math.max(0, waitingBytes.getAndSet(GIVEN_BACK))));
    }

    /** Counts bytes that are to be sent; false if the client has too much waiting already. */
    boolean reserve(long bytes) {
        long after = waitingBytes.addAndGet(bytes);
        if (after < 0) {
            return true; // it goes nowhere
        }
        budget.add(bytes);
        if (after == bytes || after <= limitBytes && budget.allows(after)) {
            return true;
        }
        tooMuchBytes = after;
        return false;
    }

    boolean isClosing() {
        return closing;
    }

    /** Writes a frame; {@link #flush} is up to the caller. */
    void send(NodeFrame frame) {
        long bytes = frame.getSerializedSize() + (long) OVERHEAD_BYTES;
        if (closing) {
            return;
        }
        if (reserve(bytes)) {
            write(frame, bytes);
        } else {
            onTooSlow();
        }
    }

    /** Writes and flushes outcomes for which {@link #reserve} was called with the sum of their {@link #sizeBytes}. */
    void sendReserved(List<Outcome> outcomes) {
        if (closing) {
            return;
        }
        OutcomeBatch.Builder batch = OutcomeBatch.newBuilder();
        long batchBytes = 0;
        for (Outcome outcome : outcomes) {
            long bytes = sizeBytes(outcome);
            if (batch.getOutcomesCount() == BATCH_OUTCOMES || (batchBytes > 0 && batchBytes + bytes > BATCH_BYTES)) {
                write(NodeFrame.newBuilder().setOutcomes(batch).build(), batchBytes);
                batch = OutcomeBatch.newBuilder();
                batchBytes = 0;
            }
            batch.addOutcomes(outcome);
            batchBytes += bytes;
        }
        write(NodeFrame.newBuilder().setOutcomes(batch).build(), batchBytes);
        metrics.outcomes.mark(outcomes.size());
        channel.flush();
    }

    void flush() {
        channel.flush();
    }

    static long sizeBytes(Outcome outcome) {
        return outcome.getSerializedSize() + (long) OVERHEAD_BYTES;
    }

    void onTooSlow() {
        if (closing) {
            return;
        }
        long waiting = tooMuchBytes;
        String detail = waiting > limitBytes
                ? "too much unread: waitingBytes=" + waiting + ", accepted: " + limitBytes
                : "too much unread by all clients: waitingBytes=" + waiting + ", accepted: a share of "
                        + budget.shareBytes() + ", waitingBytesOfAll=" + budget.waitingBytes() + ", accepted: "
                        + budget.limitBytes();
        // The client may never read so far as to learn the reason.
        String host = channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getHostString()
                : String.valueOf(channel.remoteAddress());
        Level level = warning.isDue("too slow: " + host, System.nanoTime()) ? Level.WARN : Level.DEBUG;
        LOG.atLevel(level).log("a client is disconnected: remote={}, {}", channel.remoteAddress(), detail);
        goodbye(GoodbyeReason.TOO_SLOW, detail);
    }

    /** Says why, and closes the connection soon, whether the client listens or not. Nothing is sent after it. */
    void goodbye(GoodbyeReason reason, String detail) {
        if (closing) {
            return;
        }
        closing = true;
        metrics.onGoodbye(reason);
        Goodbye goodbye =
                Goodbye.newBuilder().setReason(reason).setDetail(detail).build();
        channel.writeAndFlush(NodeFrame.newBuilder().setGoodbye(goodbye).build())
                .addListener((ChannelFutureListener) written -> {
                    if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                        duplex.shutdownOutput();
                    }
                });
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void write(NodeFrame frame, long bytes) {
        channel.write(frame).addListener(written -> {
            if (waitingBytes.addAndGet(-bytes) >= 0) {
                budget.subtract(bytes);
            }
            if (!written.isSuccess()) {
                channel.close(); // without it, the client would never know what it was not sent
            }
        });
    }
}
