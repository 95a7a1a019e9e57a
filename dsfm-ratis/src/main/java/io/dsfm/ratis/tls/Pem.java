package io.dsfm.ratis.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dsfm.ratis.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as the JDK understands them. */
final class Pem {

    private static final String CERTIFICATES = "a file of certificates in PEM ('BEGIN CERTIFICATE')";
    private static final String KEY =
            "a file with a private key in PEM by PKCS#8 ('BEGIN PRIVATE KEY'), RSA, EC or EdDSA,"
                    + " without a password; 'openssl pkcs8 -topk8 -nodes' makes one of any other";

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(NamedFile file) throws ConfigException {
        byte[] bytes = file.read(CERTIFICATES);
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw file.wrong("which holds something else (" + e.getMessage() + ")", CERTIFICATES);
        }
        if (certificates.isEmpty()) {
            throw file.wrong("which holds no certificate", CERTIFICATES);
        }
        return certificates;
    }

    /** The first private key of a file. */
    static PrivateKey key(NamedFile file) throws ConfigException {
        String text = new String(file.read(KEY), ISO_8859_1);
        Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            throw file.wrong("which holds no private key in PEM", KEY);
        }
        String kind = begin.group(1);
        if (kind.startsWith("ENCRYPTED")) {
            throw file.wrong("whose key has a password", KEY);
        }
        int end = text.indexOf("-----END", begin.end());
        if (!kind.equals("PRIVATE KEY") || end < 0) {
            throw file.wrong(end < 0 ? "which is cut off" : "whose key has another form (" + kind + ")", KEY);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin.end(), end));
            return decode(encoded);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw file.wrong("whose key cannot be read (" + e.getMessage() + ")", KEY);
        }
    }

    private static PrivateKey decode(byte[] encoded) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("no algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }
}
