package io.dsfm.ratis.tls;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate and its key.
 *
 * @param chain its own first, then those that lead to the one that is trusted
 */
record Credentials(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    Credentials {
        chain = List.copyOf(chain);
    }

    /** Refuses a key that belongs to another certificate, and a certificate that is not valid today. */
    static Credentials load(NamedFile certificate, NamedFile key) throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        List<X509Certificate> chain = NamedFile.tryLoad(() -> Pem.certificates(certificate), problems);
        PrivateKey ofChain = NamedFile.tryLoad(() -> Pem.key(key), problems);
        if (chain == null || ofChain == null) {
            throw new ConfigException(problems);
        }
        Credentials loaded = new Credentials(chain, ofChain);
        if (!loaded.fits()) {
            throw key.wrong(
                    "whose key belongs to another certificate than " + certificate.path() + " (" + name(loaded.own())
                            + ")",
                    "the key of the first certificate of '" + certificate.key() + "'");
        }
        try {
            loaded.own().checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw certificate.wrong(
                    "a certificate that "
                            + (e instanceof CertificateExpiredException ? "has expired" : "is not valid yet") + ": "
                            + name(loaded.own()) + ", " + span(loaded.own()),
                    "one that is valid now, by this machine's clock: " + Instant.now());
        }
        return loaded;
    }

    X509Certificate own() {
        return chain.get(0);
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    static String span(X509Certificate certificate) {
        return "valid from " + certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant();
    }

    /** What one signs, the other knows. */
    private boolean fits() {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(own().getPublicKey());
            verifying.update(PROBE);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false; // of another kind
        }
    }
}
