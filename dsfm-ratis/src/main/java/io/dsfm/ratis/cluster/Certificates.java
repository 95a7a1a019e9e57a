package io.dsfm.ratis.cluster;

import io.dsfm.ratis.config.NodeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who signs certificates, for a group on this machine that is there for a test or a demonstration: keys and
 * certificates are made by the JDK's {@code keytool}, and lie in a directory as the PEM files that nodes and clients read.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link ClusterException} with what keytool says.
 */
public final class Certificates {

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "of no use to anybody";
    private static final int VALID_DAYS = 90;
    private static final long KEYTOOL_SECONDS = 60;
    private static final int LINE = 64;

    private final Path directory;
    private final Path store;

    private Certificates(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.store = this.directory.resolve("keys.p12");
    }

    /** Makes the one who signs; files go into {@code directory}, which is made if it is not there, and holds none yet. */
    public static Certificates in(Path directory) {
        Certificates made = new Certificates(directory);
        try {
            Files.createDirectories(directory);
            made.keytool(List.of(
                    "-alias",
                    AUTHORITY,
                    "-dname",
                    "CN=" + AUTHORITY + " " + directory.getFileName(),
                    "-ext",
                    "bc:c=ca:true",
                    "-ext",
                    "ku:c=keyCertSign"));
            Files.writeString(
                    made.trust(),
                    pem("CERTIFICATE", made.open().getCertificate(AUTHORITY).getEncoded()));
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new ClusterException("a certificate cannot be written: directory=" + directory, e);
        }
    }

    /** The certificate that all made here lead to. */
    public Path trust() {
        return directory.resolve("ca.pem");
    }

    /** Where the certificate of this name is, once it was made. */
    public Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    /** And its key. */
    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** Makes the certificate of a node that is reached on this machine, and gives what its configuration says of it. */
    public NodeConfig.Tls node(String group, String node, NodeConfig.ClientCertificates ofClients) {
        make(node, List.of("uri:dsfm:" + group + "/" + node, "ip:127.0.0.1", "dns:localhost"), 0, VALID_DAYS);
        return new NodeConfig.Tls(certificate(node), key(node), trust(), ofClients);
    }

    /** Makes the certificate of somebody who is no node. */
    public void client(String name) {
        make(name, List.of("dns:" + name), 0, VALID_DAYS);
    }

    /**
     * Makes a certificate.
     *
     * @param name of its files, and its common name
     * @param names its subject alternative names, as keytool takes them
     * @param fromDays from when it is valid, in days from now; negative for the past
     * @param validDays for how long
     */
    public void make(String name, List<String> names, int fromDays, int validDays) {
        List<String> options = new ArrayList<>(List.of("-alias", name, "-dname", "CN=" + name, "-signer", AUTHORITY));
        options.addAll(List.of("-ext", "san=" + String.join(",", names)));
        options.addAll(List.of("-startdate", (fromDays < 0 ? "" : "+") + fromDays + "d"));
        options.addAll(List.of("-validity", String.valueOf(validDays)));
        keytool(options);
        try {
            KeyStore opened = open();
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : opened.getCertificateChain(name)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(certificate(name), chain);
            Key key = opened.getKey(name, PASSWORD.toCharArray());
            Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new ClusterException("a certificate cannot be written: name=" + name + ", directory=" + directory, e);
        }
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private void keytool(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(options);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ClusterException("keytool made no certificate: options=" + options + "\n" + said);
            }
        } catch (IOException e) {
            throw new ClusterException("keytool cannot be run: command=" + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while a certificate was made: options=" + options, e);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
