package io.dsfm.ratis.cli;

import io.dsfm.ratis.template.Sample;
import io.dsfm.ratis.template.SampleFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code dsfm new}: writes the folder of a first state machine.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Writes a folder to start a state machine of your own from: a Maven project with two variants and a test that"
                    + " compares them, the configurations of three nodes on this machine, and a launcher.",
            "docs/first-state-machine.md walks through it."
        })
final class NewCommand implements Callable<Integer> {

    /** Set by the launcher. */
    private static final String HOME_PROPERTY = "dsfm.home";

    private static final String LABEL = "[a-z0-9-]{1,64}";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Where to; made if it is not there, else it must be empty.")
    private Path folder;

    @Option(
            names = "--sample",
            paramLabel = "SAMPLE",
            converter = SampleConverter.class,
            defaultValue = "counter",
            description = "What to start from: 'counter', or 'key-value', whose keys expire by timers (default:"
                    + " ${DEFAULT-VALUE}).")
    private Sample sample;

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "The application's name: 1 to 64 characters of a-z, 0-9 and '-'. Default: the folder's.")
    private @Nullable String application;

    @Option(names = "--package", paramLabel = "NAME", description = "The Java package. Default: the sample's own.")
    private @Nullable String packageName;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    NewCommand() {}

    @Override
    public Integer call() throws Exception {
        String home = System.getProperty(HOME_PROPERTY, "");
        String name = application();
        String javaPackage = packageName == null ? SampleFolder.packageNameOf(sample) : packageName;
        if (!SourceVersion.isName(javaPackage)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--package: found '" + javaPackage
                            + "'; accepted: a name of a Java package, such as org.acme.ledger");
        }
        requireEmpty();
        try {
            new SampleFolder(sample, name, javaPackage, home).write(folder);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "the folder cannot be written: folder=" + folder + ", " + reason(e), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        lines(home).forEach(out::println);
        out.flush();
        return ExitCode.OK.code();
    }

    private List<String> lines(String home) {
        List<String> lines = new ArrayList<>();
        lines.add(folder + " has the application '" + application() + "' in two variants. Next:");
        if (!home.isEmpty()) {
            lines.add("  (cd " + SampleFolder.quoted(home)
                    + " && mvn -q install -DskipTests -pl dsfm-statemachine-api -am)   # once");
        }
        lines.add("  cd " + SampleFolder.quoted(folder.toString()));
        lines.add("  mvn -q package");
        lines.add("  ./dsfm node --config n1.yaml   # and n2.yaml, n3.yaml, each in a terminal of its own");
        lines.add("README.md there tells the rest.");
        return lines;
    }

    private String application() {
        String name = application != null
                ? application
                : String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                        .toLowerCase(Locale.ROOT);
        if (!name.matches(LABEL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "found '" + name + "' as the application's name; accepted: 1 to 64 characters of a-z, 0-9 and '-',"
                            + " as the folder's name or with --application NAME");
        }
        return name;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException) {
            return "no folder can be made there";
        }
        return String.valueOf(e.getMessage());
    }

    private void requireEmpty() throws CommandException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            Iterator<Path> found = files.iterator();
            if (found.hasNext()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "the folder is not empty: found " + found.next() + "; accepted: an empty folder, or none");
            }
        } catch (NotDirectoryException e) {
            throw new CommandException(ExitCode.USAGE, "there is a file in the place of the folder: " + folder, e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "the folder cannot be read: " + e, e);
        }
    }

    private static final class SampleConverter implements ITypeConverter<Sample> {
        @Override
        public Sample convert(String value) {
            return Arrays.stream(Sample.values())
                    .filter(sample -> sample.folder().equals(value))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("found '" + value + "'; accepted: counter, key-value"));
        }
    }
}
