package io.dsfm.ratis.tls;

import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says why a connection that came in does not get through its handshake; gone when it does.
 *
 * <p>Threading: the channel's event loop.
 */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeWatch.class);

    private final String port;
    private final SeldomWarning warning;

    HandshakeWatch(String port, SeldomWarning warning) {
        this.port = port;
        this.warning = warning;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                context.pipeline().remove(HandshakeBound.class);
                context.pipeline().remove(this);
            } else {
                tell(context, handshake.cause());
            }
        }
    }

    /** What follows a handshake that has failed says nothing new, and the others behind would not know what to make of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (TlsFailure.isTls(cause)) {
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void tell(ChannelHandlerContext context, Throwable cause) {
        String reason = TlsFailure.describe(cause);
        // Who only looks whether somebody listens, as load balancers do, is nobody's concern.
        Level level = !TlsFailure.isClosed(cause) && warning.isDue(port + reason, System.nanoTime())
                ? Level.WARN
                : Level.DEBUG;
        LOG.atLevel(level)
                .log(
                        "a connection to {} is closed: remote={}, {}",
                        port,
                        context.channel().remoteAddress(),
                        reason);
    }
}
