package io.dsfm.ratis.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a certificate is made out to: its subject alternative names. */
final class AlternativeNames {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private AlternativeNames() {}

    /**
     * What a node's certificate has among its names, as a URI. No client's has it, and that of no other node or group, so a
     * certificate can be used for one node only, wherever that runs.
     */
    static String ofNode(String group, String node) {
        return "dsfm:" + group + "/" + node;
    }

    /** Whether a certificate is that of the node. */
    static boolean areOfNode(X509Certificate certificate, String identity) {
        return texts(certificate, URI).contains(identity);
    }

    /** Whether clients that connect to {@code host} will take the certificate for that host's. */
    static boolean areOfHost(X509Certificate certificate, String host) {
        if (isAddress(host)) {
            InetAddress wanted = address(host);
            return wanted != null && texts(certificate, IP).stream().anyMatch(text -> wanted.equals(address(text)));
        }
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        List<String> names = texts(certificate, DNS).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return names.contains(wanted) || dot > 0 && names.contains("*" + wanted.substring(dot));
    }

    /** All of them, for people. */
    static String describe(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        texts(certificate, URI).forEach(text -> names.add("URI " + text));
        texts(certificate, DNS).forEach(text -> names.add("DNS " + text));
        texts(certificate, IP).forEach(text -> names.add("IP " + text));
        return names.isEmpty() ? "no names" : String.join(", ", names);
    }

    private static List<String> texts(X509Certificate certificate, int kind) {
        List<String> texts = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                for (List<?> name : names) {
                    if (name.get(0).equals(kind) && name.get(1) instanceof String text) {
                        texts.add(text);
                    }
                }
            }
        } catch (CertificateParsingException e) {
            texts.clear(); // it names nobody
        }
        return texts;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** Of a text that is an address already: nobody is asked for it. */
    private static @Nullable InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
