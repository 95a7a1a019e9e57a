package io.dsfm.ratis.client;

import io.dsfm.ratis.tls.TlsFailure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Says for people why there is no link; whoever hears of it knows the address. */
final class LinkFailure {

    private LinkFailure() {}

    /** Why it was not connected. */
    static String connecting(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "cannot connect: unknown host";
        }
        if (cause instanceof ConnectTimeoutException) {
            return "cannot connect: no answer in time";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException && message.contains("Connection refused")) {
            return "cannot connect: connection refused";
        }
        return "cannot connect: " + message;
    }

    /** Why there is no TLS on it. */
    static String handshake(Throwable cause) {
        return "no TLS with the node: " + TlsFailure.describe(cause);
    }

    /** Why it broke. */
    static String connected(Throwable cause, boolean isWelcomed) {
        if (TlsFailure.isTls(cause)) {
            return handshake(cause);
        }
        if (!isWelcomed && cause instanceof DecoderException) {
            return "what answers does not speak to clients: is this the client-address of a node, and not its"
                    + " raft-address?";
        }
        return "connection failed: " + cause.getMessage();
    }
}
