package io.dsfm.ratis.tls;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says for people why two sides do not come together by TLS; whoever hears of it knows who the other side is. */
public final class TlsFailure {

    private static final String ALERT = "Received fatal alert: ";
    private static final int DEPTH_MAX = 10;

    private TlsFailure() {}

    /** Whether this is about TLS at all. */
    public static boolean isTls(Throwable thrown) {
        return find(thrown, SSLException.class) != null;
    }

    /** Whether the other side merely went away before it had said anything wrong. */
    public static boolean isClosed(Throwable thrown) {
        return find(thrown, ClosedChannelException.class) != null;
    }

    /** Whether the other side does not know TLS: one that merely goes away, as a process that ends, says nothing of that. */
    public static boolean isWithoutTls(Throwable thrown) {
        return find(thrown, NotSslRecordException.class) != null;
    }

    /** What went wrong, as one sentence. */
    public static String describe(Throwable thrown) {
        if (find(thrown, NotSslRecordException.class) != null) {
            return "the other side answers without TLS";
        }
        if (find(thrown, SslHandshakeTimeoutException.class) != null) {
            return "the other side does not finish the TLS handshake in time";
        }
        if (find(thrown, CertificateExpiredException.class) != null) {
            return "the other side's certificate has expired (" + detail(thrown) + ")";
        }
        if (find(thrown, CertificateNotYetValidException.class) != null) {
            return "the other side's certificate is not valid yet (" + detail(thrown) + ")";
        }
        if (find(thrown, CertPathBuilderException.class) != null) {
            return "the other side's certificate is signed by nobody whom this side trusts";
        }
        if (find(thrown, SignatureException.class) != null) {
            return "the other side's certificate is signed with another key by somebody of the same name as one whom this"
                    + " side trusts";
        }
        if (find(thrown, CertificateException.class) != null) {
            return "the other side's certificate is refused: " + detail(thrown);
        }
        SSLException failure = find(thrown, SSLException.class);
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return ofAlert(message.substring(alert + ALERT.length()));
        }
        if (isClosed(thrown)) {
            return "the connection was closed during the TLS handshake";
        }
        if (message.startsWith("Empty client certificate chain")) {
            return "the other side has no certificate that this side trusts";
        }
        return "TLS failed: " + detail(thrown);
    }

    /** What is wrong with this side's own certificates. */
    static String ofChain(CertificateException refused) {
        return find(refused, CertPathBuilderException.class) == null
                ? detail(refused)
                : "it is signed by nobody whom they trust";
    }

    /** What the other side tells of the reason is one word. */
    private static String ofAlert(String alert) {
        String name = alert.strip().toLowerCase(Locale.ROOT);
        String meaning = switch (name) {
            case "certificate_required", "bad_certificate" ->
                "it asks for a certificate that it trusts, and this side has none such";
            case "certificate_unknown", "unknown_ca" ->
                "it does not accept this side's certificate: signed by nobody whom it trusts, made out to"
                        + " somebody else, or not valid now";
            case "certificate_expired" -> "this side's certificate has expired by its clock";
            case "protocol_version" -> "it does not speak TLS 1.3";
            case "handshake_failure" -> "it has no algorithm in common with this side";
            default -> "its reason is in the word";
        };
        return "the other side breaks the TLS handshake off: " + meaning + " (alert " + name + ")";
    }

    private static String detail(Throwable thrown) {
        Throwable deepest = thrown;
        for (int i = 0; i < DEPTH_MAX; i++) {
            Throwable next = deepest.getCause();
            if (next == null) {
                break;
            }
            deepest = next;
        }
        return deepest instanceof DecoderException ? deepest.toString() : String.valueOf(deepest.getMessage());
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> kind) {
        Throwable at = thrown;
        for (int i = 0; at != null && i < DEPTH_MAX; i++) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
