package io.dsfm.maelstrom.harness.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes the agent's jar out of the classes that are on the class path. */
public final class SyncAgentJar {

    private static final String[] CLASSES = {
        "SyncAgent", "SyncAgent$1", "SyncJournal", "CallPatcher", "CallPatcher$Replacement", "ClassFileScanner"
    };

    private SyncAgentJar() {}

    /** Writes it; returns the path, absolute. */
    public static Path write(Path path) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), SyncAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (String name : CLASSES) {
                try (InputStream bytes = SyncAgentJar.class.getResourceAsStream(name + ".class")) {
                    if (bytes == null) {
                        throw new IOException("a class of the agent is missing: name=" + name);
                    }
                    jar.putNextEntry(
                            new JarEntry(SyncAgent.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
                    bytes.transferTo(jar);
                    jar.closeEntry();
                }
            }
        }
        return path.toAbsolutePath();
    }
}
