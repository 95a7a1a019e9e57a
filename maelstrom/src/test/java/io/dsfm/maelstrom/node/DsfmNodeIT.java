package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The program as Maelstrom starts it: three processes, with this test in the place of the network. */
@EnabledOnOs(OS.LINUX)
@Isolated // its nodes have times to keep
class DsfmNodeIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> ALL = List.of("n1", "n2", "n3");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    private final class NodeProcess {
        private final Process process;
        private final OutputStream input;
        private final Thread reader;

        NodeProcess(String id, Map<String, String> environment) throws IOException {
            Path bin = Path.of("dsfm-node").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(bin.toString());
            builder.environment().put("TMPDIR", directory.toString());
            builder.environment().put("DSFM_JAVA_OPTS", "-Djava.io.tmpdir=" + directory);
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(
                    directory.resolve(id + ".log").toFile()));
            process = builder.start();
            input = process.getOutputStream();
            reader = new Thread(this::read, "from-" + id);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode message = MAPPER.readTree(line);
                    TreeSet<String> keys = new TreeSet<>();
                    message.fieldNames().forEachRemaining(keys::add);
                    if (!keys.equals(new TreeSet<>(List.of("src", "dest", "body")))) {
                        wrong.add(line);
                    }
                    route(message, line);
                }
            } catch (IOException e) {
                wrong.add(e.toString());
            }
        }

        synchronized void write(String line) {
            try {
                input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                input.flush();
            } catch (IOException e) {
                // it has ended
            }
        }
    }

    private void route(JsonNode message, String line) {
        String dest = message.path("dest").asText();
        NodeProcess node = nodes.get(dest);
        if (node != null) {
            node.write(line);
            return;
        }
        CompletableFuture<JsonNode> reply =
                asked.remove(message.path("body").path("in_reply_to").longValue());
        if (reply == null) {
            wrong.add(line);
        } else {
            reply.complete(message.path("body"));
        }
    }

    private CompletableFuture<JsonNode> begin(String node, ObjectNode body) {
        long id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        asked.put(id, reply);
        ObjectNode message = MAPPER.createObjectNode().put("src", "c1").put("dest", node);
        nodes.get(node).write(message.set("body", body.put("msg_id", id)).toString());
        return reply;
    }

    private JsonNode ask(String node, String json) throws Exception {
        ObjectNode body = (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
        return begin(node, body).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Until it is definitely done; for what may be done more than once. */
    private JsonNode insist(String node, String json, String type) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        JsonNode reply = ask(node, json);
        while (!reply.path("type").asText().equals(type) && System.nanoTime() < deadlineNanos) {
            reply = ask(node, json);
        }
        assertThat(reply.path("type").asText()).as("%s", reply).isEqualTo(type);
        return reply;
    }

    private void start(Map<String, String> environment) throws Exception {
        for (String id : ALL) {
            nodes.put(id, new NodeProcess(id, environment));
        }
        List<CompletableFuture<JsonNode>> started = new ArrayList<>();
        for (String id : ALL) {
            ObjectNode init = MAPPER.createObjectNode().put("type", "init").put("node_id", id);
            ALL.forEach(init.putArray("node_ids")::add);
            started.add(begin(id, init));
        }
        for (CompletableFuture<JsonNode> reply : started) {
            assertThat(reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .path("type")
                            .asText())
                    .isEqualTo("init_ok");
        }
    }

    private void endInput() throws Exception {
        for (NodeProcess node : nodes.values()) {
            node.input.close();
        }
        for (NodeProcess node : nodes.values()) {
            assertThat(node.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(node.process.exitValue()).isZero();
            node.reader.join();
        }
    }

    @AfterEach
    void kill() throws Exception {
        for (NodeProcess node : nodes.values()) {
            node.process.destroyForcibly().waitFor();
        }
    }

    @Test
    void threeProcessesServeWithoutAnySocketAndEndWithTheirInput() throws Exception {
        start(Map.of("DSFM_WORKLOAD", "lin-kv"));
        for (int i = 0; i < 20; i++) {
            insist(ALL.get(i % 3), "{'type':'write','key':1,'value':" + i + "}", "write_ok");
            assertThat(insist(ALL.get((i + 1) % 3), "{'type':'read','key':1}", "read_ok")
                            .path("value")
                            .asInt())
                    .isEqualTo(i);
        }
        for (NodeProcess node : nodes.values()) {
            assertThat(networkSockets(node.process.pid())).isEmpty();
        }
        assertThat(files("dsfm-maelstrom-")).hasSize(3);
        endInput();
        assertThat(wrong).isEmpty();
        assertThat(files("dsfm-maelstrom-")).as("temporary folders").isEmpty();
    }

    @Test
    void aKilledProcessIsTheJavaProcessItselfAndComesBackWithItsData() throws Exception {
        Map<String, String> environment = Map.of(
                "DSFM_WORKLOAD",
                "pn-counter",
                "DSFM_MAELSTROM_DATA",
                directory.resolve("kept").toString());
        start(environment);
        insist("n1", "{'type':'read'}", "read_ok");
        assertThat(ask("n1", "{'type':'add','delta':5}").path("type").asText()).isEqualTo("add_ok");
        for (NodeProcess node : nodes.values()) {
            assertThat(Path.of("/proc/" + node.process.pid() + "/exe")
                            .toRealPath()
                            .getFileName())
                    .hasToString("java");
            node.process.destroyForcibly().waitFor(); // SIGKILL
            node.reader.join();
        }
        start(environment);
        for (String id : ALL) {
            assertThat(insist(id, "{'type':'read'}", "read_ok").path("value").asInt())
                    .isEqualTo(5);
        }
        endInput();
        assertThat(wrong).isEmpty();
    }

    @Test
    void theFoldersOfKilledProcessesAreRemovedByTheNextOnes() throws Exception {
        start(Map.of());
        List<String> before = files("dsfm-maelstrom-");
        for (NodeProcess node : nodes.values()) {
            node.process.destroyForcibly().waitFor();
            node.reader.join();
        }
        assertThat(files("dsfm-maelstrom-")).hasSize(3);
        for (String folder : before) { // younger ones could be those of nodes that are just being started
            Files.setLastModifiedTime(
                    directory.resolve(folder), FileTime.from(Instant.now().minusSeconds(120)));
        }
        start(Map.of());
        assertThat(files("dsfm-maelstrom-")).hasSize(3).doesNotContainAnyElementsOf(before);
        endInput();
        assertThat(files("dsfm-maelstrom-")).isEmpty();
    }

    private List<String> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }

    /**
     * The sockets of a process by which anybody could be reached: all but those that are in none of the kernel's tables of
     * connections. The JVM itself keeps half of an unconnected pair, of which the other half is closed, to put in the place
     * of descriptors that it closes.
     */
    private static List<String> networkSockets(long pid) throws IOException {
        List<String> found = new ArrayList<>();
        int halves = 0;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.exists(descriptor) || Files.isSymbolicLink(descriptor)
                        ? Files.readSymbolicLink(descriptor).toString()
                        : "";
                if (target.startsWith("socket:[")) {
                    String inode = target.substring(8, target.length() - 1);
                    if (isUnconnectedHalf(pid, inode) && halves == 0) {
                        halves++;
                    } else {
                        found.add(target);
                    }
                }
            }
        }
        return found;
    }

    /** Whether it is an unnamed local socket and no internet one. */
    private static boolean isUnconnectedHalf(long pid, String inode) throws IOException {
        for (String table : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6")) {
            Path file = Path.of("/proc/" + pid + "/net/" + table);
            if (Files.exists(file)
                    && Files.readAllLines(file).stream()
                            .anyMatch(line -> List.of(line.trim().split("\\s+")).contains(inode))) {
                return false;
            }
        }
        return Files.readAllLines(Path.of("/proc/" + pid + "/net/unix")).stream()
                .map(line -> List.of(line.trim().split("\\s+")))
                .filter(fields -> fields.size() > 6 && fields.get(6).equals(inode))
                .allMatch(fields -> fields.size() == 7);
    }
}
