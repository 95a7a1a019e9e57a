package io.dsfm.ratis.cluster;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a process beside this one is started: this JVM's Java, class path and flags, but a heap of its own size.
 *
 * <p>Nodes rehearse before they serve, as they do anywhere. A program for which it does not matter how long a takeover
 * takes, such as a test, has its nodes start at once while its system property {@value #NO_REHEARSAL} is {@code true}.
 */
public final class NodeCommandLine {

    /** Flags that are this process's own: heap, debuggers, agents, log files and ports. */
    private static final List<String> OWN = List.of(
            "-Xmx",
            "-Xms",
            "-Xmn",
            "-Xlog",
            "-Xrun",
            "-Xdebug",
            "-verbose",
            "-agent",
            "-javaagent",
            "-XX:MaxHeap",
            "-XX:InitialHeap",
            "-XX:MaxRAM",
            "-XX:InitialRAM",
            "-XX:MinRAM",
            "-XX:HeapDumpPath",
            "-XX:ErrorFile",
            "-XX:StartFlightRecording",
            "-Dcom.sun.management",
            "-Dsurefire",
            "-Ddsfm.bench.",
            "-Djava.security.manager");

    /**
     * Several JVMs on few processors spend them on their optimizing compilers for minutes; a cluster on one machine is
     * there to be tried out, and does better without.
     */
    private static final int FEW_PROCESSORS = 4;

    private static final String TIERED_STOP = "-XX:TieredStopAtLevel=";

    /** The links of a process that is killed are reset when its memory is given back: sooner, if that is in large pieces. */
    private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

    /** A node without memory ends at once, so that the others take over, and its exit status says that it broke down. */
    private static final List<String> WITHOUT_MEMORY =
            List.of("-XX:+CrashOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash");

    /** The name of the system property by which nodes that are started do not rehearse. */
    public static final String NO_REHEARSAL = "dsfm.no-rehearsal";

    private NodeCommandLine() {}

    static List<String> of(Path config, int heapMegabytes, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of("node", "--config", config.toString()));
        if (Boolean.getBoolean(NO_REHEARSAL)) {
            arguments.add("--no-rehearsal");
        }
        return of(TetheredNode.class, heapMegabytes, flags, arguments);
    }

    /** The command that runs this class's {@code main}. */
    public static List<String> of(Class<?> program, int heapMegabytes, List<String> arguments) {
        return of(program, heapMegabytes, List.of(), arguments);
    }

    /** The same with flags for the JVM, which hold whatever this process's own are. */
    public static List<String> of(Class<?> program, int heapMegabytes, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inherited(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        if (Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS
                && command.stream().noneMatch(flag -> flag.startsWith(TIERED_STOP))) {
            command.add(TIERED_STOP + "1");
        }
        if (System.getProperty("os.name").equals("Linux")) {
            command.add(HUGE_PAGES);
        }
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(WITHOUT_MEMORY);
        command.addAll(flags); // last, so that they hold
        command.add("-cp");
        command.add(absolute(System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(arguments);
        return command;
    }

    static List<String> inherited(List<String> flags) {
        return flags.stream()
                .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
                .toList();
    }

    /** A node runs in a directory of its own, where relative paths would lead elsewhere. */
    private static String absolute(String classPath) {
        Stream<String> entries = Arrays.stream(classPath.split(File.pathSeparator, -1));
        return entries.map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
