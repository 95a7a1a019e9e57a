package io.dsfm.ratis.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar that holds this class, as Maven wrote it there, and the JVM's. */
final class JarVersion implements IVersionProvider {

    private static final String FILE = "/META-INF/maven/io.dsfm/dsfm-ratis/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"dsfm " + ofJar(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }

    private static String ofJar() throws IOException {
        try (InputStream in = JarVersion.class.getResourceAsStream(FILE)) {
            if (in == null) {
                return "of an unknown version, since it does not run from a jar";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "of an unknown version");
        }
    }
}
