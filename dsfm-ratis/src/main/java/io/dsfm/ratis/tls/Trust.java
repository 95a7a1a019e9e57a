package io.dsfm.ratis.tls;

import io.dsfm.ratis.config.ConfigException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom this side trusts: certificates that sign those of others. */
final class Trust {

    private final TrustManagerFactory factory;

    private Trust(TrustManagerFactory factory) {
        this.factory = factory;
    }

    static Trust load(NamedFile file) throws ConfigException {
        List<X509Certificate> certificates = Pem.certificates(file);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trust-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return new Trust(factory);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot keep certificates: file=" + file.path(), e);
        }
    }

    TrustManagerFactory factory() {
        return factory;
    }

    /** Whether the others, who trust the same, will accept a node that connects and is connected to with this chain. */
    void check(List<X509Certificate> chain) throws CertificateException {
        X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                x509.checkServerTrusted(certificates, "UNKNOWN"); // as TLS 1.3 asks: the kind of key does not matter
                x509.checkClientTrusted(certificates, "UNKNOWN");
            }
        }
    }
}
