package io.dsfm.ratis.peer.socket;

import static io.netty.util.NetUtil.toSocketAddressString;

import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.tls.TlsFailure;
import io.dsfm.ratis.wire.SeldomWarning;
import io.dsfm.ratis.wire.SocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This node's connection to one other, made again whenever it is lost.
 *
 * <p>Threading: any thread asks and tells; everything else happens on one event loop.
 */
final class PeerLink {

    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
    /** A link that is lost is made again soon; a node that is away costs little. */
    private static final long RETRY_MILLIS_MIN = 10;

    private static final long RETRY_MILLIS_MAX = 200;
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final long CHECK_MILLIS = 100;
    /**
     * On a link on which nothing is asked for so long, something is asked that every node refuses: a sign of life.
     */
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final byte[] NOTHING = {};

    private final Hello hello;
    private final InetSocketAddress address;
    private final EventLoop eventLoop;
    private final long answerTimeoutNanos;
    private final @Nullable NodeTls tls;
    private final SeldomWarning warning;
    private final AtomicLong correlationIds = new AtomicLong();
    private final ConcurrentHashMap<Long, Pending> pending = new ConcurrentHashMap<>();
    /** To the connection when it is up, else null. */
    private volatile @Nullable SendQueue out;

    private volatile boolean isClosed;
    /** When something was asked last. */
    private volatile long askedNanos = System.nanoTime();

    /** The newest connection, up or not. */
    private volatile @Nullable Channel attempt;

    /** Where the node was reached last: whether its process is gone, is asked there first, and no name server. */
    private @Nullable SocketAddress reachedAt;

    private long retryMillis = RETRY_MILLIS_MIN;
    /** Whether there was a link since the node was found gone last. */
    private boolean wasUp;

    private @Nullable PeerReceiver receiver;
    /** Who waits for the next connection that is up. */
    private final List<CompletableFuture<Void>> awaiting = new ArrayList<>();

    /** A question without answer yet, asked on one connection. */
    private record Pending(Channel channel, long sentNanos, CompletableFuture<byte[]> answer) {}

    PeerLink(
            Hello hello,
            InetSocketAddress address,
            EventLoopGroup eventLoops,
            long answerTimeoutNanos,
            @Nullable NodeTls tls,
            SeldomWarning warning) {
        this.tls = tls;
        this.warning = warning;
        this.hello = hello;
        this.address = address;
        this.eventLoop = eventLoops.next();
        this.answerTimeoutNanos = answerTimeoutNanos;
    }

    void start(PeerReceiver to) {
        eventLoop.execute(() -> {
            receiver = to;
            connect();
        });
        eventLoop.scheduleWithFixedDelay(this::checkAnswers, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        // By itself: if it ever failed, answers would be checked all the same.
        eventLoop.scheduleWithFixedDelay(this::probe, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isUp() {
        return out != null;
    }

    CompletableFuture<byte[]> ask(PeerMessage message, byte[] body) {
        SendQueue up = out;
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (up == null) {
            answer.completeExceptionally(new PeerException("there is no link to the node: node=" + hello.to()));
            return answer;
        }
        long correlationId = correlationIds.incrementAndGet();
        long nowNanos = System.nanoTime();
        askedNanos = nowNanos;
        pending.put(correlationId, new Pending(up.channel(), nowNanos, answer));
        up.send(Frame.ASK, message.code(), correlationId, body);
        if (up != out) {
            failPending(up.channel()); // it was lost meanwhile, perhaps before it could know of this question
        }
        return answer;
    }

    void tell(PeerMessage message, byte[] body) {
        SendQueue up = out;
        if (up != null) {
            up.send(Frame.TELL, message.code(), 0, body);
        }
    }

    /** Gives the connection up; completes when another one is, which is never once this is closed. */
    CompletableFuture<Void> reconnect() {
        CompletableFuture<Void> remade = new CompletableFuture<>();
        eventLoop.execute(() -> {
            awaiting.add(remade);
            SendQueue up = out;
            if (up != null) {
                up.channel().close();
            }
        });
        return remade;
    }

    void close() {
        isClosed = true;
        Channel open = attempt;
        if (open != null) {
            open.close();
        }
    }

    private void connect() {
        if (isClosed) {
            return;
        }
        SocketAddress target = Objects.requireNonNullElse(reachedAt, address);
        reachedAt = null;
        ChannelFuture connecting = SocketTransport.INSTANCE
                .connecting(eventLoop, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connected) {
                        if (tls != null) {
                            connected.pipeline().addLast(tls.connecting(connected.alloc()));
                        }
                        connected
                                .pipeline()
                                .addLast(Frame.decoder(Frame.LENGTH_MAX))
                                .addLast(new Handler());
                    }
                })
                .connect(target);
        attempt = connecting.channel();
        if (isClosed) {
            connecting.channel().close(); // this was closed meanwhile, and did not see it
        }
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                if (wasUp && connecting.cause() instanceof ConnectException refused && isRefused(refused)) {
                    wasUp = false; // told once
                    // It is not back at once, and those who take over have other things to do.
                    retryMillis = RETRY_MILLIS_MAX;
                    receiver().onGone(hello.to());
                }
                connectLater();
            }
        });
    }

    /** Refused by the machine, at once: not merely without an answer. */
    private static boolean isRefused(ConnectException failure) {
        return !(failure instanceof ConnectTimeoutException);
    }

    private void connectLater() {
        if (!isClosed && !eventLoop.isShuttingDown()) {
            eventLoop.schedule(this::connect, retryMillis, TimeUnit.MILLISECONDS);
            retryMillis = Math.min(2 * retryMillis, RETRY_MILLIS_MAX);
        }
    }

    /** A node that does not answer looks like one that is there: its link is given up. */
    private void checkAnswers() {
        long nowNanos = System.nanoTime();
        for (Pending question : pending.values()) {
            if (nowNanos - question.sentNanos() > answerTimeoutNanos) {
                LOG.info("a node does not answer, the link to it is made anew: node={}", hello.to());
                question.channel().close();
                return;
            }
        }
    }

    /** What is told on a link on which nothing is asked might vanish until TCP gives up. Nobody waits for the answer. */
    private void probe() {
        if (out != null && pending.isEmpty() && System.nanoTime() - askedNanos > PROBE_NANOS) {
            CompletableFuture<byte[]> unused = ask(PeerMessage.PROGRESS, NOTHING);
        }
    }

    private void failPending(Channel lost) {
        pending.forEach((correlationId, question) -> {
            if (question.channel() == lost && pending.remove(correlationId, question)) {
                question.answer()
                        .completeExceptionally(
                                PeerException.linkLost("the link to the node is lost: node=" + hello.to()));
            }
        });
    }

    private boolean isUp(Channel channel) {
        SendQueue up = out;
        return up != null && up.channel() == channel;
    }

    private PeerReceiver receiver() {
        return Objects.requireNonNull(receiver);
    }

    /** One connection. */
    private final class Handler extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (tls == null) {
                sayHello(context);
            }
            context.executor()
                    .schedule(
                            () -> {
                                if (!isUp(context.channel())) {
                                    context.close();
                                }
                            },
                            Frame.HANDSHAKE_MILLIS,
                            TimeUnit.MILLISECONDS);
        }

        private void sayHello(ChannelHandlerContext context) {
            Frame.send(context.channel(), Frame.HELLO, 0, 0, hello.encode());
        }

        /** With TLS, nothing is said before it is known who listens. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (tls != null && event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    warnOfTls(handshake.cause());
                    return;
                }
                try {
                    tls.requireNode(context.channel(), hello.to());
                    sayHello(context);
                } catch (IOException e) {
                    warn("a node is not the one that should be there", String.valueOf(e.getMessage()));
                    context.close();
                }
            }
        }

        private void warnOfTls(Throwable cause) {
            if (!isClosed) {
                String reason = TlsFailure.describe(cause);
                warn(
                        "there is no link to a node",
                        TlsFailure.isWithoutTls(cause) ? reason + "; " + NodeTls.ALL_OR_NONE : reason);
            }
        }

        private void warn(String what, String reason) {
            Level level = warning.isDue(hello.to() + reason, System.nanoTime()) ? Level.WARN : Level.DEBUG;
            LOG.atLevel(level)
                    .log("{}: node={}, address={}, {}", what, hello.to(), toSocketAddressString(address), reason);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            int kind = frame.readUnsignedByte();
            frame.skipBytes(1);
            long correlationId = frame.readLong();
            byte[] body = Frame.readBody(frame);
            switch (kind) {
                case Frame.WELCOME -> {
                    reachedAt = context.channel().remoteAddress();
                    out = new SendQueue(context.channel());
                    wasUp = true;
                    retryMillis = RETRY_MILLIS_MIN;
                    receiver().onLinkUp(hello.to());
                    awaiting.forEach(remade -> remade.complete(null));
                    awaiting.clear();
                }
                case Frame.REPLY -> complete(correlationId, body, null);
                case Frame.FAILURE -> {
                    String reason = new String(body, StandardCharsets.UTF_8);
                    if (out == null) {
                        Level level = warning.isDue(reason, System.nanoTime()) ? Level.WARN : Level.DEBUG;
                        LOG.atLevel(level)
                                .log(
                                        "a node turns this one away: node={}, address={}, {}",
                                        hello.to(),
                                        toSocketAddressString(address),
                                        reason);
                        context.close();
                    } else {
                        complete(correlationId, body, reason);
                    }
                }
                default -> context.close();
            }
        }

        private void complete(long correlationId, byte[] body, @Nullable String reason) {
            Pending question = pending.remove(correlationId);
            if (question == null) {
                return;
            }
            if (reason == null) {
                question.answer().complete(body);
            } else {
                question.answer()
                        .completeExceptionally(
                                new PeerException("the node failed at it: node=" + hello.to() + ", " + reason));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            boolean isLoss = isUp(context.channel());
            if (isLoss) {
                out = null;
            }
            failPending(context.channel());
            if (isLoss) {
                receiver().onLinkDown(hello.to());
                connect(); // at once: whether the node is gone decides whether another has to lead
            } else {
                connectLater();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!isUp(context.channel()) && TlsFailure.isTls(cause)) {
                warnOfTls(cause); // by TLS 1.3, the other side may refuse this one's certificate after the handshake
            } else {
                LOG.debug("the link to a node broke: node={}, {}", hello.to(), cause.toString());
            }
            context.close();
        }
    }
}
