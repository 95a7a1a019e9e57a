package io.dsfm.ratis.tls;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's TLS: on the links to other nodes, where both sides show certificates, and on its client port.
 *
 * <p>A node is known by its certificate, which has {@code dsfm:GROUP/NODE} among its names: the link of a client that is
 * trusted, or of another node, is not taken for its own.
 *
 * <p>Threading: any thread.
 */
public final class NodeTls {

    /** In the same words on both sides. */
    public static final String ALL_OR_NONE =
            "a group has TLS on all of its nodes or on none: compare 'tls' in the configurations of both nodes";

    private static final String CLIENTS_TOO =
            "clients have to use it too: --tls-trust and the other options of commands,"
                    + " ClientOptions.with(ClientTls) in programs";

    private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);
    private static final Duration EXPIRES_SOON = Duration.ofDays(30);
    private static final long IDLE_SECONDS = 5;
    /** Between nodes this is bounded by whoever uses it. */
    private static final Duration PEER_HANDSHAKE = Duration.ofSeconds(3);

    /** What a node's certificate has among its names. */
    private final UnaryOperator<String> identities;

    private final Credentials own;
    private final Trust trust;
    private final NodeConfig.ClientCertificates clientCertificates;
    private final SslContext toNodes;
    private final SslContext fromNodes;
    private final SslContext fromClients;
    private final SeldomWarning warning = new SeldomWarning();
    /** Whoever connects makes a node sign something: thousands who come at once must not stop the event loop by that. */
    private final Executor clientHandshakes = handshakes("dsfm-tls-clients");
    /** The same at the port for nodes, which strangers may find too, and which must not wait behind thousands of clients. */
    private final Executor nodeHandshakes = handshakes("dsfm-tls-nodes");

    NodeTls(String group, Credentials own, Trust trust, NodeConfig.ClientCertificates clientCertificates) {
        this(node -> AlternativeNames.ofNode(group, node), own, trust, clientCertificates);
    }

    private NodeTls(
            UnaryOperator<String> identities,
            Credentials own,
            Trust trust,
            NodeConfig.ClientCertificates clientCertificates) {
        this.identities = identities;
        this.own = own;
        this.trust = trust;
        this.clientCertificates = clientCertificates;
        toNodes = ClientTls.build(SslContextBuilder.forClient()
                .keyManager(own.key(), own.chain())
                .trustManager(trust.factory())
                .endpointIdentificationAlgorithm(null)); // the node's name is checked, not its host's
        fromNodes = ClientTls.build(SslContextBuilder.forServer(own.key(), own.chain())
                .trustManager(trust.factory())
                .clientAuth(ClientAuth.REQUIRE));
        fromClients = ClientTls.build(SslContextBuilder.forServer(own.key(), own.chain())
                .trustManager(trust.factory())
                .clientAuth(
                        switch (clientCertificates) {
                            case NONE -> ClientAuth.NONE;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        }));
    }

    /** One thread, which ends when there is nothing to do; no more waits than there are connections. */
    private static Executor handshakes(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name, true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Reads the files that a configuration names; null if it has no TLS.
     *
     * @param where for messages: the file, or "configuration"
     * @throws ConfigException if one of them cannot be used, or the others and clients would refuse this node with them
     */
    public static @Nullable NodeTls load(NodeConfig config, String where) throws ConfigException {
        NodeConfig.Tls tls = config.tls();
        if (tls == null) {
            return null;
        }
        NamedFile certificate = new NamedFile(where, "tls.certificate", tls.certificate());
        List<Problem> problems = new ArrayList<>();
        Credentials own = NamedFile.tryLoad(
                () -> Credentials.load(certificate, new NamedFile(where, "tls.key", tls.key())), problems);
        Trust trust = NamedFile.tryLoad(() -> Trust.load(new NamedFile(where, "tls.trust", tls.trust())), problems);
        if (own == null || trust == null) {
            throw new ConfigException(problems);
        }
        check(config, certificate, own, trust, tls);
        return new NodeTls(config.group(), own, trust, tls.clientCertificates());
    }

    private static void check(
            NodeConfig config, NamedFile certificate, Credentials own, Trust trust, NodeConfig.Tls tls)
            throws ConfigException {
        String identity = AlternativeNames.ofNode(config.group(), config.node());
        String host = config.self().clientAddress().host();
        String names = Credentials.name(own.own()) + ", with " + AlternativeNames.describe(own.own());
        if (!AlternativeNames.areOfNode(own.own(), identity)) {
            throw certificate.wrong(
                    "which is not this node's: " + names,
                    "one that has 'URI " + identity + "' among its subject alternative names");
        }
        if (!AlternativeNames.areOfHost(own.own(), host)) {
            throw certificate.wrong(
                    "which no client would take for that of " + host + ", this node's client-address: " + names,
                    "one that has that host, as DNS or IP, among its subject alternative names");
        }
        try {
            trust.check(own.chain());
        } catch (CertificateException e) {
            throw certificate.wrong(
                    "which the other nodes would refuse: " + TlsFailure.ofChain(e),
                    "one that leads to a certificate in tls.trust (" + tls.trust()
                            + "), and is allowed for TLS servers and TLS clients");
        }
    }

    /** When the first certificate of this node's chain expires. */
    public Instant expiry() {
        return own.chain().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Says so if the certificate has to be replaced before long: that takes a new file and a restart of the node. */
    public void warnOfExpiry() {
        Instant expiry = expiry();
        if (Instant.now().plus(EXPIRES_SOON).isAfter(expiry)) {
            LOG.warn(
                    "this node's certificate expires soon, and is read only at start: certificate={}, expires={}",
                    Credentials.name(own.own()),
                    expiry);
        }
    }

    /** For several nodes in this process that talk to each other alone: each takes this node's certificate for the others'. */
    public NodeTls amongItself(NodeConfig config) {
        String identity = AlternativeNames.ofNode(config.group(), config.node());
        return new NodeTls(node -> identity, own, trust, clientCertificates);
    }

    /** A client of those, whatever the host at which it reaches them. */
    public ClientTls clientOfItself() {
        return new ClientTls(ClientTls.build(SslContextBuilder.forClient()
                .keyManager(own.key(), own.chain())
                .trustManager(trust.factory())
                .endpointIdentificationAlgorithm(null)));
    }

    /** To go before all other handlers of a connection to another node; {@link #requireNode} when it is through. */
    public SslHandler connecting(ByteBufAllocator allocator) {
        return limited(toNodes.newHandler(allocator), PEER_HANDSHAKE);
    }

    /**
     * Adds to a connection that came in at the port for nodes, before all other handlers, what TLS takes.
     *
     * @param refusal what tells somebody who speaks without TLS that it is needed
     */
    public void accepting(Channel channel, Function<ChannelHandlerContext, ByteBuf> refusal) {
        add(
                channel,
                "the port for nodes",
                ALL_OR_NONE,
                refusal,
                limited(fromNodes.newHandler(channel.alloc(), nodeHandshakes), PEER_HANDSHAKE));
    }

    /** The same at the client port. */
    public void acceptingClient(Channel channel, Duration handshake, Function<ChannelHandlerContext, ByteBuf> refusal) {
        SslHandler handler = fromClients.newHandler(channel.alloc(), clientHandshakes);
        add(channel, "the client port", CLIENTS_TOO, refusal, limited(handler, handshake));
    }

    private void add(
            Channel channel,
            String port,
            String hint,
            Function<ChannelHandlerContext, ByteBuf> refusal,
            SslHandler handler) {
        channel.pipeline()
                .addLast(new PlainDetector(context -> {
                    String key = port + " without TLS";
                    if (warning.isDue(key, System.nanoTime())) {
                        LOG.warn(
                                "a connection without TLS to {}, which has TLS, is turned away: remote={}; {}",
                                port,
                                context.channel().remoteAddress(),
                                hint);
                    }
                    return refusal.apply(context);
                }))
                .addLast(new HandshakeBound())
                .addLast(handler)
                .addLast(new HandshakeWatch(port, warning));
    }

    private static SslHandler limited(SslHandler handler, Duration handshake) {
        handler.setHandshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
        handler.setCloseNotifyFlushTimeout(ClientTls.LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
        return handler;
    }

    /**
     * Refuses a connection, after the handshake, whose other end is not this node.
     *
     * @throws IOException with whom it is
     */
    public void requireNode(Channel channel, String node) throws IOException {
        String identity = identities.apply(node);
        X509Certificate certificate = certificate(channel);
        if (!AlternativeNames.areOfNode(certificate, identity)) {
            throw new IOException("the certificate shown is not that of node " + node + ": found "
                    + Credentials.name(certificate) + ", with " + AlternativeNames.describe(certificate)
                    + "; accepted: one that has 'URI " + identity + "' among its subject alternative names");
        }
    }

    private static X509Certificate certificate(Channel channel) throws IOException {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        try {
            if (handler.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
                return certificate;
            }
        } catch (SSLPeerUnverifiedException e) {
            // falls through to the one message
        }
        throw new IOException("no certificate was shown");
    }
}
