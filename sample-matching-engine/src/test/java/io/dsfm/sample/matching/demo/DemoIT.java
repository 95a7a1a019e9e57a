package io.dsfm.sample.matching.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.cli.Dsfm;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.cluster.NodeCommandLine;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.demo.fault.FaultKind;
import io.dsfm.sample.matching.demo.fault.FaultSchedule;
import io.dsfm.sample.matching.demo.report.DemoReport;
import io.dsfm.sample.matching.demo.report.Progress;
import io.dsfm.sample.matching.demo.report.Style;
import io.dsfm.sample.matching.harness.ColdNodes;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The demo with real processes; once all of it, as it comes, and else with nodes that start quickly. */
@Timeout(300)
class DemoIT {

    @TempDir
    Path directory;

    @Test
    void passesThroughAKillAndWritesItsReports() throws IOException {
        Path json = directory.resolve("report.json");
        Path html = directory.resolve("report.html");

        int exitCode = new CommandLine(new DemoCommand())
                .execute("--orders=3000", "--rate=1000", "--report=" + json, "--html=" + html);

        assertThat(exitCode).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("acknowledged").asLong()).isEqualTo(3_000);
        assertThat(report.get("digestsEqual").asBoolean()).isTrue();
        assertThat(report.get("takeoverMillis")).hasSize(1);
        assertThat(report.path("wins").path("tree").asLong()).isPositive();
        assertThat(report.path("wins").path("ladder").asLong()).isPositive();
        assertThat(Files.readString(html)).contains("SIGKILL");
    }

    @Test
    @ExtendWith(ColdNodes.class)
    void doesNotPassIfTheResultsAreNotTheModels() throws Exception {
        DemoReport report = demo(
                        options(500, 1, 0, 0, Release.COMMITTED),
                        () -> new FlippedReply(new TreeProvider().create()),
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .run();

        assertThat(report.passed()).isFalse();
        assertThat(report.checks().contradicted()).isEqualTo(500);
        assertThat(report.checks().lost()).isZero();
    }

    @Test
    @ExtendWith(ColdNodes.class)
    void clientsThatDieComeBackUnderTheirIdsAndNothingIsLostOrDoneTwice() throws Exception {
        Path report = directory.resolve("report.json");
        Path files = directory.resolve("files");
        int exitCode = new CommandLine(new DemoCommand())
                .execute(
                        "--orders=20000",
                        "--rate=0",
                        "--clients=64",
                        "--client-kills=4",
                        "--kills=1",
                        "--release=covered",
                        "--keep=" + files,
                        "--report=" + report);

        assertThat(exitCode).isZero();
        assertThat(Files.readString(report))
                .containsPattern("\"clients\" *: *64")
                .containsPattern("\"acknowledged\" *: *20000");
        assertThat(files.resolve("client-1.log")).isEmptyFile(); // all it has to say are warnings
        assertThat(files.resolve("client-2.log")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMMITTED", "LOCAL"})
    @ExtendWith(ColdNodes.class)
    void theOnlyClientIsKilledWithOrdersUnderWayAtEveryPlaceOfTheSchedule(Release release) throws Exception {
        StringWriter told = new StringWriter();
        DemoOptions options = options(6_000, 1, 3, 1, release);

        DemoReport report = demo(options, () -> new TreeProvider().create(), new PrintWriter(told))
                .run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.checks().acknowledged()).isEqualTo(6_000);
        assertThat(told.toString().lines().filter(line -> line.contains("SIGKILL to client")))
                .hasSize(3)
                .allMatch(line ->
                        line.matches(".*SIGKILL to client 1 \\(process \\d+\\) .*, [1-9]\\d* of its own under way"));
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    @ExtendWith(ColdNodes.class)
    void plainRatisIsStruckTheSameWay() throws Exception {
        Path report = directory.resolve("report.json");
        int exitCode = new CommandLine(new DemoCommand())
                .execute("--orders=2000", "--rate=1000", "--kills=1", "--ratis-kills=1", "--report=" + report);

        assertThat(exitCode).isZero();
        assertThat(Files.readString(report))
                .containsPattern("\"takeoverMillis\" *: *\\[ *[0-9.]+ *]")
                .containsPattern("\"ratisTakeoverMillis\" *: *\\[ *[0-9.]+ *]");
    }

    @Test
    void refusesWhatIsOutOfRangeBeforeItStartsAnything() {
        assertThat(new CommandLine(new DemoCommand()).execute("--orders=0")).isEqualTo(2);
        assertThat(new CommandLine(new DemoCommand()).execute("--kills=3", "--orders=2"))
                .isEqualTo(2);
        assertThat(new CommandLine(new DemoCommand()).execute("--fault=burn")).isEqualTo(2);
        assertThat(new CommandLine(new DemoCommand()).execute("--report=/nowhere/at/all.json"))
                .isEqualTo(2);
    }

    @Test
    void leavesNothingBehindWhenItIsInterrupted() throws Exception {
        List<String> command =
                NodeCommandLine.of(Dsfm.class, 256, List.of("demo", "--orders=1000000", "--client-kills=1"));
        command.add(1, "-Djava.io.tmpdir=" + directory);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        List<ProcessHandle> children = awaitChildren(process, 3 + 1); // nodes, and a client

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        for (ProcessHandle child : children) {
            child.onExit().get();
        }
        assertThat(Files.readString(output)).endsWith("dsfm demo: interrupted; nothing was judged\n");
        assertThat(directory).isDirectoryNotContaining("glob:**/dsfm-demo-*");
    }

    private static List<ProcessHandle> awaitChildren(Process process, int count) throws InterruptedException {
        while (process.isAlive() && process.children().count() < count) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return process.children().toList();
    }

    private DemoOptions options(long orders, int clients, int clientKills, int kills, Release release) {
        return new DemoOptions(
                orders,
                0,
                null,
                1,
                null,
                DemoOptions.variants(3, List.of(), Set.of("tree", "ladder")),
                512,
                clients,
                clientKills,
                kills,
                FaultKind.KILL,
                0,
                release,
                directory);
    }

    private Demo demo(DemoOptions options, Supplier<StateMachine> model, PrintWriter out) throws ClusterException {
        DemoFlow flow = DemoFlow.of(options);
        return new Demo(
                options,
                flow,
                new FaultSchedule(flow.count(), options.kills()),
                new FaultSchedule(flow.count(), options.clientKills()),
                directory,
                model,
                new Progress(out, false, new Style(false)));
    }

    /** A model that is wrong about every reply. */
    private record FlippedReply(StateMachine right) implements StateMachine {

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            right.execute(context, input, new Outputs() {
                @Override
                public void reply(byte[] bytes, int offset, int length) {
                    byte[] flipped = bytes.clone();
                    flipped[offset] ^= 1;
                    outputs.reply(flipped, offset, length);
                }

                @Override
                public void event(int type, byte[] bytes, int offset, int length) {
                    outputs.event(type, bytes, offset, length);
                }

                @Override
                public void scheduleTimer(long timerId, long deadlineNanos) {
                    outputs.scheduleTimer(timerId, deadlineNanos);
                }

                @Override
                public void cancelTimer(long timerId) {
                    outputs.cancelTimer(timerId);
                }
            });
        }

        @Override
        public byte[] query(ByteBuffer query) {
            return right.query(query);
        }

        @Override
        public void writeSnapshot(OutputStream out) throws IOException {
            right.writeSnapshot(out);
        }

        @Override
        public void restoreSnapshot(InputStream in) throws IOException {
            right.restoreSnapshot(in);
        }

        @Override
        public long digest() {
            return right.digest();
        }
    }
}
