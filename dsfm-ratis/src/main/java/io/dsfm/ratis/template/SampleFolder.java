package io.dsfm.ratis.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Writes the folder of a first state machine: a Maven project with two variants and a test, three nodes' configurations, and
 * a launcher.
 *
 * <p>Threading: immutable.
 *
 * @param sample what to start from
 * @param application the name of the application, by the rule for applications
 * @param packageName the Java package of its sources
 * @param home the folder of the program, for the launcher; empty if it is not known
 */
public record SampleFolder(Sample sample, String application, String packageName, String home) {

    private static final String INDEX = "files.txt";
    /** Runs the two variants in a test. */
    private static final String DRIVER = "TwoVariants.java";

    private static final List<String> COMMON = List.of("pom.xml", "README.md", "dsfm", "gitignore");

    /** The Java package that a sample has if nobody wants another. */
    public static String packageNameOf(Sample sample) {
        return sample.packageName();
    }

    /**
     * Writes it all.
     *
     * @param folder is made if it is not there; a file that is there already is not replaced
     * @throws java.nio.file.FileAlreadyExistsException if a file is there already
     */
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
            if (file.getKey().equals("dsfm") && !path.toFile().setExecutable(true)) {
                throw new IOException("a file cannot be made executable: file=" + path);
            }
        }
    }

    /** Every file with its text, by its path within the folder. */
    public Map<String, String> files() throws IOException {
        Properties versions = new Properties();
        versions.load(new StringReader(resource("versions.properties")));
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : COMMON) {
            String path = name.equals("gitignore") ? ".gitignore" : name;
            files.put(path, fill(resource("common/" + name), versions));
        }
        List<String> variants = sample.variants();
        String node = fill(resource("common/node.yaml"), versions);
        files.put("n1.yaml", node(node, "n1", String.join(", ", variants)));
        files.put("n2.yaml", node(node, "n2", variants.get(1)));
        files.put("n3.yaml", node(node, "n3", variants.get(0)));
        String sourcePath = sample.packageName().replace('.', '/');
        String driver = fill(resource("common/" + DRIVER), versions);
        files.put("src/test/java/" + packageName.replace('.', '/') + "/" + DRIVER, driver);
        for (String path : resource(sample.folder() + "/" + INDEX).lines().toList()) {
            String text = fill(resource(sample.folder() + "/" + path), versions);
            files.put(
                    path.replace(sourcePath, packageName.replace('.', '/')),
                    text.replace(sample.packageName(), packageName));
        }
        return files;
    }

    private static String node(String text, String node, String variants) {
        return text.replace("@node@", node).replace("@variants@", variants);
    }

    private String fill(String text, Properties versions) {
        String filled = text.replace("@application@", application)
                .replace("@package@", packageName)
                .replace("@home@", home)
                .replace("@quoted-home@", quoted(home))
                .replace("@input@", sample.input())
                .replace("@query@", sample.query())
                .replace("@compare@", String.join(",", sample.variants()));
        for (String name : versions.stringPropertyNames()) {
            filled = filled.replace("@" + name + "@", versions.getProperty(name));
        }
        return filled;
    }

    /** A path as one word of a shell, whatever characters are in it. */
    public static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = SampleFolder.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the program lacks one of its own files: resource=" + path);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
