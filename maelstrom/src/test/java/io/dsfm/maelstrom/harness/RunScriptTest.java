package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code maelstrom/run} in a folder of its own, with a program in Maelstrom's place that writes down how it was
 * called, and ends as Maelstrom does.
 */
final class RunScriptTest {

    private static final String ENOUGH = "{:stats {:by-f {:read {:valid? true, :ok-count 20}, :crash {:ok-count 0}}}}";
    private static final String REFUTED = "{:stats {:by-f {:read {:ok-count 20}}}, :workload {:results"
            + " {1 {:valid? true, :text \":valid? }{\"}}, :valid? false, :failures [1]}, :valid? false}";
    private static final String STATS_ONLY = "{:stats {:valid? false, :by-f {:read {:ok-count 20}}}, :workload"
            + " {:results {1 {:valid? false}}, :text \":valid? false\", :valid? true}, :valid? false}";
    private static final String ABORTED_READ = "{:stats {:by-f {:read {:ok-count 20}}}, :workload {:anomaly-types"
            + " (:G1a :G-single), :valid? false}, :valid? false}";
    private static final String TWICE = "{:stats {:by-f {:read {:ok-count 20}}}, :workload {:lost-count 3,"
            + " :duplicated-count 1, :valid? false}, :valid? false}";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path home;

    private Path maelstrom;
    private Path module;

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void makeFolders() throws IOException {
        module = Files.createDirectories(home.resolve("home/maelstrom"));
        for (String folder : List.of("dsfm-statemachine-api", "dsfm-ratis", "maelstrom")) {
            Files.createDirectories(home.resolve("home/" + folder + "/src/main"));
            Files.createFile(home.resolve("home/" + folder + "/pom.xml"));
        }
        Files.createFile(home.resolve("home/pom.xml"));
        Files.copy(Path.of("run"), module.resolve("run"));
        Files.createFile(module.resolve("dsfm-node"));
        Files.createDirectories(module.resolve("target"));
        for (String built : List.of("maelstrom-1.jar", "class-path", "maelstrom.built")) { // nothing is built here
            Files.createFile(module.resolve("target/" + built));
        }
        maelstrom = Files.createDirectories(home.resolve("unpacked"));
        program(Files.createDirectories(home.resolve("tools")).resolve("gnuplot"), "exit 0");
    }

    private void standIn(String results, String ending) throws IOException {
        program(maelstrom.resolve("maelstrom"), """
                echo "$DSFM_WORKLOAD ${DSFM_RELEASE:-} in $PWD: $*" >>calls
                echo "$DSFM_WORKLOAD: ${DSFM_DEADLINE_MS:-its own}" >>deadlines
                mkdir -p store/the-run
                echo '%s' >store/the-run/results.edn
                ln -sfn the-run store/latest
                %s
                """.formatted(results, ending));
    }

    private static void program(Path path, String text) throws IOException {
        Files.writeString(path, "#!/usr/bin/env bash\nset -eu\n" + text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", module.resolve("run").toString());
        builder.command().addAll(List.of(arguments));
        Path output = home.resolve("output");
        builder.directory(home.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DSFM_") || name.startsWith("MAELSTROM_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", home.resolve("tools") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output));
    }

    private Map<String, String> here() {
        return Map.of("MAELSTROM_HOME", maelstrom.toString());
    }

    @Test
    void givesMaelstromTheNodeTheWorkloadItsStrongestModelAndTheOptions() throws Exception {
        standIn(ENOUGH, "exit 0");

        Run run = run(here(), "txn-list-append", "--rate", "7");

        assertThat(run.output()).contains("txn-list-append: valid; store: " + module.toRealPath() + "/store/the-run");
        assertThat(run.exitCode()).isZero();
        assertThat(module.resolve("calls"))
                .content()
                .isEqualTo("txn-list-append  in %s: test --bin %s -w txn-list-append"
                                .formatted(
                                        module.toRealPath(), module.toRealPath().resolve("dsfm-node"))
                        + " --consistency-models strict-serializable --rate 7\n");
    }

    @Test
    void saysWhatMaelstromRefutes() throws Exception {
        standIn(ENOUGH, "exit 1");

        Run run = run(here(), "lin-kv");

        assertThat(run.output()).contains("lin-kv: NOT VALID (exit code 1)");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(module.resolve("calls")).content().contains("--concurrency 2n");
    }

    @Test
    void aPassInWhichTooLittleSucceededIsNone() throws Exception {
        standIn("{:stats {:by-f {:read {:ok-count 20}, :write {:ok-count 4}}}}", "exit 0");

        Run run = run(here(), "lin-kv");

        assertThat(run.output()).contains("VACUOUS: fewer than 5 successes");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void theMatrixExpectsARefutationAtLocalUnderPartitionsOnly() throws Exception {
        standIn(REFUTED, "case $* in *echo*) ;; *partition*) exit 1 ;; esac");

        Run local = run(
                Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"),
                "all",
                "--quick",
                "--seed",
                "1");
        assertThat(local.output()).contains("refuted, as documented", "20 tests, 0 not as expected");
        assertThat(local.exitCode()).isZero();
        assertThat(Files.readAllLines(module.resolve("calls"))).hasSize(20).allMatch(call -> call.endsWith("--seed 1"));

        standIn(REFUTED, "case $* in *partition*) exit 1 ;; esac");
        Run stateless = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"), "all", "--quick");
        assertThat(stateless.output()).contains("20 tests, 1 not as expected");
        standIn(STATS_ONLY, "case $* in *partition*) exit 1 ;; esac");
        Run beside = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"), "all", "--quick");
        assertThat(beside.output()).contains("20 tests, 10 not as expected");

        for (String unexplained : List.of(ABORTED_READ, TWICE)) {
            standIn(unexplained, "case $* in *partition*) exit 1 ;; esac");
            Run worse = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"), "all", "--quick");
            assertThat(worse.output()).contains("20 tests, 10 not as expected");
        }

        Run committed = run(here(), "all", "--quick");
        assertThat(committed.output()).contains("NOT VALID (exit code 1)", "20 tests, 10 not as expected");
        assertThat(committed.exitCode()).isEqualTo(1);

        standIn(REFUTED, "exit 1");
        Run broken = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"), "all", "--quick");
        assertThat(broken.output()).contains("20 tests, 11 not as expected");
        assertThat(broken.exitCode()).isEqualTo(1);
    }

    @Test
    void whatARunBeforeHasLeftIsNotTakenForItsResult() throws Exception {
        standIn(REFUTED, "exit 1");
        run(here(), "lin-kv");
        program(maelstrom.resolve("maelstrom"), "echo 'no main class' >&2; exit 1\n");

        Run one = run(here(), "lin-kv");
        assertThat(one.output()).contains("lin-kv: DID NOT RUN to its end (exit code 1); store: none");
        Run all = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "local"), "all", "--quick");
        assertThat(all.output()).contains("20 tests, 20 not as expected").doesNotContain("as documented");
    }

    @Test
    void withoutGnuplotNothingIsBegun() throws Exception {
        standIn(ENOUGH, "exit 0");
        Path few = Files.createDirectories(home.resolve("few"));
        for (String tool : List.of("bash", "dirname", "find", "mkdir", "date", "awk", "tr", "grep", "rm", "ln")) {
            for (String folder : System.getenv("PATH").split(":", -1)) {
                if (Files.isExecutable(Path.of(folder, tool)) && !Files.exists(few.resolve(tool))) {
                    Files.createSymbolicLink(few.resolve(tool), Path.of(folder, tool));
                }
            }
        }

        Run run = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "PATH", few.toString()), "lin-kv");

        assertThat(run.output()).contains("no 'gnuplot' on the PATH", "install gnuplot");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(module.resolve("calls")).doesNotExist();
    }

    @Test
    void nodesAnswerBeforeTheClientsOfRegistersGiveUp() throws Exception {
        standIn(ENOUGH, "exit 0");

        run(here(), "lin-kv", "--latency", "300");
        run(here(), "lin-kv", "--latency=5");
        run(here(), "lin-kv");
        run(here(), "kafka", "--latency", "300");
        run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_DEADLINE_MS", "99"), "lin-kv", "--latency", "300");

        assertThat(module.resolve("deadlines"))
                .hasContent("lin-kv: 2250\nlin-kv: 750\nlin-kv: its own\nkafka: its own\nlin-kv: 99");
    }

    @Test
    void moreThanNineNodesAreRefusedBeforeTheyStart() throws Exception {
        standIn(ENOUGH, "exit 0");

        assertUsage(run(here(), "echo", "--node-count", "10"), "--node-count is 10, and a group has 9 nodes at most");
        assertUsage(run(here(), "all", "--node-count=12"), "--node-count is 12");
        assertThat(module.resolve("calls")).doesNotExist();
        assertThat(run(here(), "echo", "--node-count", "9").exitCode()).isZero();
    }

    @Test
    void foldersMayBeGivenFromWhereItIsCalled() throws Exception {
        standIn(ENOUGH, "\"$JAVA_HOME/bin/java\" -version 2>>calls; exit 0");
        Path java = Path.of(System.getProperty("java.home"));
        Files.createSymbolicLink(home.resolve("jdk"), java);

        Run run = run(Map.of("MAELSTROM_HOME", "unpacked", "JAVA_HOME", "jdk", "CDPATH", "/"), "echo");

        assertThat(run.output()).contains("echo: valid");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void nodesBeginWithNothing() throws Exception {
        standIn(ENOUGH, "echo \"data: ${DSFM_MAELSTROM_DATA:-none}\"; exit 0");

        Run run = run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_MAELSTROM_DATA", home.toString()), "echo");

        assertThat(run.output()).contains("data: none");
    }

    @Test
    void whatDidNotRunIsNotCalledRefuted() throws Exception {
        standIn(ENOUGH, "exit 127");
        assertThat(run(here(), "echo").output()).contains("echo: DID NOT RUN to its end (exit code 127)");
        standIn(ENOUGH, "exit 2");
        assertThat(run(here(), "echo").output()).contains("echo: UNKNOWN (exit code 2)");
    }

    @Test
    void namesWhatIsWrongOnTheCommandLineAndInTheEnvironment() throws Exception {
        standIn(ENOUGH, "exit 0");

        assertUsage(run(here(), "lin-kw"), "unknown workload 'lin-kw'; accepted: echo unique-ids");
        assertUsage(run(here()), "Usage: maelstrom/run WORKLOAD");
        assertUsage(run(here(), "--fast"), "unknown option '--fast'");
        assertUsage(
                run(Map.of("MAELSTROM_HOME", maelstrom.toString(), "DSFM_RELEASE", "fast"), "echo"),
                "DSFM_RELEASE is 'fast'; accepted: committed, covered, local");
        assertUsage(
                run(Map.of("MAELSTROM_HOME", home.toString()), "echo"),
                "MAELSTROM_HOME is '" + home + "', where there is no program 'maelstrom'");
        assertThat(module.resolve("calls")).doesNotExist();
    }

    private static void assertUsage(Run run, String message) {
        assertThat(run.output()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void withoutANetworkItSaysWhatElseCanBeDone() throws Exception {
        Run run = run(withCurl("echo no route to host >&2; exit 7"), "echo");

        assertThat(run.output()).contains("could not be downloaded from https://", "set MAELSTROM_HOME", "--builtin");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void runsNothingThatIsNotWhatItExpects() throws Exception {
        Run run = run(
                withCurl("while (($# > 1)); do [[ $1 == --output ]] && echo other >\"$2\"; shift; done; exit 0"),
                "echo");

        assertThat(run.output()).contains("what was downloaded is not Maelstrom 0.2.4: sha256=", "it was removed");
        assertThat(run.exitCode()).isEqualTo(3);
        try (var files = Files.list(module.resolve("target/maelstrom-0.2.4"))) {
            assertThat(files).isEmpty();
        }
    }

    private Map<String, String> withCurl(String text) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        program(bin.resolve("curl"), text);
        return Map.of("PATH", bin + ":" + System.getenv("PATH"));
    }
}
