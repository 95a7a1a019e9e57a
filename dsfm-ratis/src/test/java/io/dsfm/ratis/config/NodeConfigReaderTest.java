package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeConfigReaderTest {

    private static final Path FILE = Path.of("/etc/dsfm/n1.yaml");

    private static final String MINIMAL = """
            group: orders
            node: n1
            data-directory: data/n1
            application: matching-engine
            variants: [tree, array]
            members:
              - node: n1
                raft-address: localhost:7001
                client-address: localhost:8001
              - node: n2
                raft-address: '[::1]:7002'
                client-address: localhost:8002
            """;

    @Test
    void readsAMinimalFileWithDefaultsForTheRest() throws ConfigException {
        NodeConfig config = NodeConfigReader.parse(MINIMAL, FILE);

        assertThat(config.group()).isEqualTo("orders");
        assertThat(config.self().clientAddress()).isEqualTo(new HostPort("localhost", 8001));
        assertThat(config.members()).hasSize(2);
        assertThat(config.members().get(1).raftAddress()).isEqualTo(new HostPort("::1", 7002));
        assertThat(config.variants()).containsExactly("tree", "array");
        assertThat(config.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config.snapshots()).isEqualTo(Snapshots.DEFAULT);
        assertThat(config.sessions()).isEqualTo(SessionLimits.DEFAULT);
    }

    @Test
    void resolvesARelativeDataDirectoryAgainstTheFilesFolder() throws ConfigException {
        assertThat(NodeConfigReader.parse(MINIMAL, FILE).dataDirectory()).isEqualTo(Path.of("/etc/dsfm/data/n1"));
        assertThat(NodeConfigReader.parse(MINIMAL.replace("data/n1", "../x"), FILE)
                        .dataDirectory())
                .isEqualTo(Path.of("/etc/x"));
        assertThat(NodeConfigReader.parse(MINIMAL.replace("data/n1", "/var/n1"), FILE)
                        .dataDirectory())
                .isEqualTo(Path.of("/var/n1"));
    }

    @Test
    void readsTheFilesOfTlsFromTheFilesFolder() throws ConfigException {
        assertThat(NodeConfigReader.parse(MINIMAL, FILE).tls()).isNull();
        assertThat(NodeConfigReader.parse(MINIMAL + """
                        tls: {certificate: n1.pem, key: /keys/n1.key, trust: ../ca.pem, client-certificates: required}
                        """, FILE).tls())
                .isEqualTo(new NodeConfig.Tls(
                        Path.of("/etc/dsfm/n1.pem"),
                        Path.of("/keys/n1.key"),
                        Path.of("/etc/ca.pem"),
                        NodeConfig.ClientCertificates.REQUIRED));
    }

    @Test
    void anEmptySectionForTlsIsNotTakenForNone() {
        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> NodeConfigReader.parse(MINIMAL + "tls:\n", FILE));
        assertThat(refusal.problems())
                .extracting(Problem::key)
                .containsExactly("tls.certificate", "tls.key", "tls.trust");
    }

    @Test
    void readsDurationsAndSizesWithUnits() throws ConfigException {
        NodeConfig config = NodeConfigReader.parse(MINIMAL + """
                        timeouts: {election-min: 250ms, election-max: 1s, idle: 1h}
                        limits: {input-bytes: 1MiB, entry-bytes: 2097152}
                        snapshots: {every-bytes: 1 GiB}
                        sessions: {timeout: 2d}
                        stream: {disk-bytes: 0, memory-bytes: 1GiB}
                        """, FILE);

        assertThat(config.timeouts().electionMin()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.timeouts().electionMax()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.timeouts().idle()).isEqualTo(Duration.ofHours(1));
        assertThat(config.limits().inputBytes()).isEqualTo(1 << 20);
        assertThat(config.limits().entryBytes()).isEqualTo(2 << 20);
        assertThat(config.snapshots().everyBytes()).isEqualTo(1L << 30);
        assertThat(config.sessions().timeout()).isEqualTo(Duration.ofDays(2));
        assertThat(config.stream().diskBytes()).isZero();
        assertThat(config.stream().memoryBytes()).isEqualTo(1L << 30);
        assertThat(config.stream().stall()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    timeouts: {election-min: 5ms}       | timeouts.election-min     | '5ms'     | 10ms to 1m
                    timeouts: {election-min: 400}       | timeouts.election-min     | '400'     | with a unit
                    timeouts: {election-max: 400ms}     | timeouts.election-max     | '400ms'   | more than timeouts.election-min
                    timeouts: {handshake: 1.5s}         | timeouts.handshake        | '1.5s'    | 100ms to 1m
                    timeouts: {idle: 2h}                | timeouts.idle             | '2h'      | 1s to 1h
                    timeouts: {shutdown: [1s]}          | timeouts.shutdown         | a list    | 100ms to 10m
                    timeouts: 5s                        | timeouts                  | '5s'      | keys with values
                    limits: {input-bytes: 63}           | limits.input-bytes        | '63'      | 64B to 16MiB
                    limits: {input-bytes: 17MiB}        | limits.input-bytes        | '17MiB'   | 64B to 16MiB
                    limits: {input-bytes: 64KB}         | limits.input-bytes        | '64KB'    | KiB
                    limits: {output-bytes: -1}          | limits.output-bytes       | '-1'      | 64B to 16MiB
                    limits: {entry-bytes: 64KiB}        | limits.entry-bytes        | '64KiB'   | 65KiB
                    limits: {entry-inputs: 0}           | limits.entry-inputs       | '0'       | 1 to 16384
                    limits: {entries-in-flight: 65}     | limits.entries-in-flight  | '65'      | 1 to 64
                    limits: {pending-inputs: 15}        | limits.pending-inputs     | '15'      | 16 to 1048576
                    limits: {queued-inputs: 1023}       | limits.queued-inputs      | '1023'    | 1024 to 1048576
                    limits: {connections: many}         | limits.connections        | 'many'    | 1 to 100000
                    limits: {connection-bytes: 1}       | limits.connection-bytes   | '1'       | 64KiB to 1GiB
                    tls: {certificate: a, key: b, trust: c, client-certificates: some} | tls.client-certificates | 'some' | none or required
                    tls: {certificate: a, key: b, trust: c, cert: d} | tls.cert | unknown key | certificate
                    snapshots: {every-entries: 99}      | snapshots.every-entries   | '99'      | 100 to 1000000000
                    snapshots: {every-bytes: 2TiB}      | snapshots.every-bytes     | '2TiB'    | 1MiB to 1TiB
                    snapshots: {kept: 101}              | snapshots.kept            | '101'     | 1 to 100
                    snapshots: {segment-bytes: 2GiB}    | snapshots.segment-bytes   | '2GiB'    | 64KiB to 1GiB
                    sessions: {timeout: 31d}            | sessions.timeout          | '31d'     | 1s to 720h
                    sessions: {sessions: 0}             | sessions.sessions         | '0'       | 1 to 1000000
                    sessions: {answers-kept: 65537}     | sessions.answers-kept     | '65537'   | 1 to 65536
                    sessions: {answer-bytes-kept: 1023} | sessions.answer-bytes-kept| '1023'    | 1KiB to 1GiB
                    stream: {memory-results: 15}        | stream.memory-results     | '15'      | 16 to 16777216
                    stream: {memory-bytes: 1B}          | stream.memory-bytes       | '1B'      | 64KiB to 64GiB
                    stream: {disk-results: 0}           | stream.disk-results       | '0'       | 16 to 1000000000000000
                    stream: {disk-bytes: 1023KiB}       | stream.disk-bytes         | 1023KiB   | 0B, for none on disk, or 1MiB to 16TiB
                    stream: {disk-bytes: 17TiB}         | stream.disk-bytes         | '17TiB'   | 0B to 16TiB
                    stream: {stall: 50ms}               | stream.stall              | '50ms'    | 100ms to 1h
                    stream: {kept: 5}                   | stream.kept               | unknown   | memory-results
                    release: covert                     | release                   | did you mean 'covered'? | committed or covered or local
                    limit: {}                           | limit                     | did you mean 'limits'? | limits
                    limits: {inputBytes: 64}            | limits.inputBytes         | did you mean 'input-bytes'? | input-bytes
                    group: orders                       | group                     | given twice, first in line 1 | once
                    """)
    void namesKeyValueAndWhatIsAccepted(String line, String key, String found, String accepted) {
        Problem problem = onlyProblem(MINIMAL + line + "\n");

        assertThat(problem.where()).isEqualTo(FILE + ":13");
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.found()).contains(found.replace("''", "'"));
        assertThat(problem.accepted()).contains(accepted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    group: orders                    | group: 'or ders'               | group                     | 1 to 64
                    application: matching-engine     | application: Matching          | application               | 1 to 64
                    variants: [tree, array]          | variants: []                   | variants                  | a list of 1 to 8
                    variants: [tree, array]          | variants: tree                 | variants                  | a list of 1 to 8
                    variants: [tree, array]          | variants: [tree, A]            | variants[1]               | 1 to 64
                    variants: [tree, array]          | variants: [tree, {}]           | variants[1]               | 1 to 64
                    node: n2                         | node: n1                       | members[1].node           | no other member
                    node: n2                         | nod: n2                        | members[1].node           | 1 to 64
                    '[::1]:7002'                     | localhost                      | members[1].raft-address   | host:port
                    '[::1]:7002'                     | localhost:65536                | members[1].raft-address   | host:port
                    '[::1]:7002'                     | 0.0.0.0:7002                   | members[1].raft-address   | wildcard
                    '[::1]:7002'                     | localhost:8001                 | members[1].raft-address   | nowhere else
                    localhost:8002                   | localhost:8001                 | members[1].client-address | nowhere else
                    node: n1\\ndata                  | node: n3\\ndata                | node                      | n1, n2
                    data-directory: data/n1          | data-directory:                | data-directory            | a directory
                    group: orders                    | #                              | group                     | 1 to 64
                    """, quoteCharacter = '`')
    void namesTheFaultyMemberOrName(String right, String wrong, String key, String accepted) {
        String yaml = MINIMAL.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertThat(yaml).isNotEqualTo(MINIMAL);

        List<Problem> problems = problems(yaml);

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.accepted()).contains(accepted);
        });
    }

    @Test
    void tellsEverythingAtOnceInTheOrderOfTheFile() {
        List<Problem> problems = problems("""
                node: n9
                members:
                  - {node: n1, raft-address: a:1, client-address: a:2}
                  - {node: n1, raft-address: a:1, client-address: a:3}
                limits: {kept: 3, entry-inputs: 0}
                """);

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "group",
                        "data-directory",
                        "application",
                        "variants",
                        "node",
                        "members[1].raft-address",
                        "members[1].node",
                        "limits.entry-inputs",
                        "limits.kept");
    }

    @Test
    void saysWhereTextIsNotYaml() {
        Problem problem = onlyProblem("group: orders\nnode: 'n1\n");

        assertThat(problem.where()).isEqualTo(FILE + ":3:1");
        assertThat(problem.found()).startsWith("not YAML: ");
    }

    @Test
    void refusesASecondDocumentAndAnythingButKeys() {
        assertThat(onlyProblem(MINIMAL + "---\n" + MINIMAL).found()).startsWith("not YAML: ");
        assertThat(problems("[1, 2]").get(0).found()).isEqualTo("found a list of 2");
        assertThat(problems("")).extracting(Problem::key).contains("group", "node", "members");
    }

    @Test
    void makesNoObjectsFromTags() {
        Problem problem = onlyProblem(MINIMAL.replace("group: orders", "group: !!java.net.URL [x]"));

        assertThat(problem.key()).isEqualTo("group");
    }

    @Test
    void messageIsOneLineForEachProblem() {
        assertThatThrownBy(() -> NodeConfigReader.parse(MINIMAL + "limits: {connections: 0}\n", FILE))
                .hasMessage("/etc/dsfm/n1.yaml:13: limits.connections: found '0'; "
                        + "accepted: a whole number from 1 to 100000, such as 10000");
    }

    @Test
    void namesAFileThatIsMissingOrNotText(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("no.yaml");
        assertThatThrownBy(() -> NodeConfigReader.read(missing)).hasMessageContaining(missing + ": no such file");

        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});
        assertThatThrownBy(() -> NodeConfigReader.read(binary)).hasMessageContaining("not text in UTF-8");

        assertThatThrownBy(() -> NodeConfigReader.read(directory)).hasMessageContaining("cannot be read");
    }

    private static Problem onlyProblem(String yaml) {
        List<Problem> problems = problems(yaml);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> NodeConfigReader.parse(yaml, FILE))
                .problems();
    }
}
