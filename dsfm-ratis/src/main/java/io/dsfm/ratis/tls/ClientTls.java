package io.dsfm.ratis.tls;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a group with TLS needs: whom it trusts, and its own certificate if the nodes ask for one. A node is taken
 * for that only if its certificate is made out to the host at which it is reached.
 *
 * <p>Threading: immutable.
 */
public final class ClientTls {

    static final String PROTOCOL = "TLSv1.3";
    /** A connection is given up without waiting for long until the other side has taken the last word. */
    static final long LAST_WORD_MILLIS = 100;

    private final SslContext context;

    ClientTls(SslContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param where for messages: what names the files, such as "command line"
     * @param prefix for messages: what comes before 'trust', 'certificate' and 'key' in their names there
     * @param trust certificates of those who sign the nodes' certificates, in PEM
     * @param certificate the client's own with its chain, in PEM; null for none
     * @param key its key, by PKCS#8 in PEM; null for none
     * @throws ConfigException if one of them cannot be used
     */
    public static ClientTls load(
            String where, String prefix, Path trust, @Nullable Path certificate, @Nullable Path key)
            throws ConfigException {
        if ((certificate == null) != (key == null)) {
            throw new ConfigException(new Problem(
                    where,
                    prefix + (certificate == null ? "certificate" : "key"),
                    "is missing",
                    "both " + prefix + "certificate and " + prefix + "key, or neither"));
        }
        SslContextBuilder builder = SslContextBuilder.forClient()
                .trustManager(Trust.load(new NamedFile(where, prefix + "trust", trust))
                        .factory());
        if (certificate != null && key != null) {
            Credentials own = Credentials.load(
                    new NamedFile(where, prefix + "certificate", certificate),
                    new NamedFile(where, prefix + "key", key));
            builder.keyManager(own.key(), own.chain());
        }
        return new ClientTls(build(builder.endpointIdentificationAlgorithm("HTTPS")));
    }

    /**
     * What somebody who has a node's configuration uses: what that trusts, and its certificate if nodes ask for one; null if
     * the group has no TLS.
     */
    public static @Nullable ClientTls of(NodeConfig config, String where) throws ConfigException {
        NodeConfig.Tls tls = config.tls();
        if (tls == null) {
            return null;
        }
        boolean isAsked = tls.clientCertificates() == NodeConfig.ClientCertificates.REQUIRED;
        return load(where, "tls.", tls.trust(), isAsked ? tls.certificate() : null, isAsked ? tls.key() : null);
    }

    /** To go before all other handlers of a connection to {@code host}. */
    public SslHandler connecting(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = context.newHandler(allocator, host, port);
        handler.setCloseNotifyFlushTimeout(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
        return handler;
    }

    static SslContext build(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.JDK).protocols(PROTOCOL).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM cannot do TLS: protocol=" + PROTOCOL, e);
        }
    }
}
