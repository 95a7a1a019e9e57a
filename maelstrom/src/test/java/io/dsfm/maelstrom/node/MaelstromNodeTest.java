package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's edges: what a node makes of lines that it does not expect. */
class MaelstromNodeTest {

    private static final String INIT =
            "{'src':'c0','dest':'n1','body':{'type':'init','msg_id':1,'node_id':'n1','node_ids':['n1']}}";

    @TempDir
    private Path directory;

    /** What a node writes when it reads these lines; they all come before it is closed. */
    private List<String> converse(String... lines) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProtocolWriter writer = new ProtocolWriter(out, System::nanoTime);
        NodeOptions options = NodeOptions.of(Map.of("DSFM_MAELSTROM_DATA", directory.toString()));
        try (MaelstromNode node = new MaelstromNode(options, writer)) {
            String input = String.join("\n", lines).replace('\'', '"');
            new ProtocolReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), node::onMessage).run();
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void initIsAnsweredOnceHoweverOftenItComes() throws Exception {
        assertThat(converse(INIT, INIT, INIT))
                .containsExactly(
                        "{'src':'n1','dest':'c0','body':{'type':'init_ok','in_reply_to':1}}".replace('\'', '"'));
    }

    @Test
    void linesThatAreNoMessagesAreLeftAloneAndTheNextOnesServed() throws Exception {
        List<String> written = converse(
                "",
                "nonsense",
                "[1,2]",
                "null",
                "{'src':'c1'}",
                "{'src':1,'dest':'n1','body':{}}",
                "{'src':'c1','dest':'n1','body':'text'}",
                "{'src':'c1','dest':'n1','body':{}} {}",
                INIT,
                "{'src':'c1','dest':'n1','body':{'type':7,'msg_id':2}}",
                "{'id':5,'src':'c1','dest':'n1','body':{'type':'nothing','msg_id':3,'more':{'a':1}}}");
        assertThat(written).hasSize(3);
        assertThat(written.get(0)).contains("init_ok");
        assertThat(written.get(1)).contains("\"code\":10", "\"in_reply_to\":2");
        assertThat(written.get(2)).contains("\"code\":10", "\"in_reply_to\":3");
    }

    @Test
    void nothingIsServedBeforeInit() throws Exception {
        assertThat(converse(
                        "{'src':'c1','dest':'n1','body':{'type':'read','key':1,'msg_id':2}}",
                        "{'src':'n2','dest':'n1','body':{'type':'dsfm_ask','run':1,'n':1,'what':'x','data':''}}"))
                .isEmpty();
    }

    @Test
    void messagesOfTheGroupThatMakeNoSenseDoNoHarm() throws Exception {
        List<String> written = converse(
                INIT,
                "{'src':'n9','dest':'n1','body':{'type':'dsfm_ask','run':1,'n':1,'what':'request_vote','data':'AA=='}}",
                "{'src':'n1','dest':'n1','body':{'type':'dsfm_answer','run':1,'n':1}}",
                "{'src':'n2','dest':'n1','body':{'type':'dsfm_tell'}}",
                "{'src':'c1','dest':'n1','body':{'type':'topology','msg_id':4}}");
        assertThat(written).hasSize(2);
        assertThat(written.get(1)).contains("topology_ok");
    }

    @Test
    void whatIsForAnotherNodeIsLeftAlone() throws Exception {
        assertThat(converse(
                        INIT,
                        "{'src':'c1','dest':'n2','body':{'type':'topology','msg_id':4}}",
                        "{'src':'c1','dest':'n2','body':{'type':'dsfm_clock_jump','offset_millis':5,'msg_id':5}}",
                        "{'src':'c1','dest':'n1','body':{'type':'topology','msg_id':6}}"))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"in_reply_to\":6");
    }

    @Test
    void numbersStayAsTheyWereWritten() {
        for (String number : List.of("1e400", "1.0", "0.1", "12345678901234567890123", "-1.50")) {
            Message message = MessageCodec.decode("{'src':'c1','dest':'n1','body':{'type':'echo','echo':N}}"
                            .replace("N", number)
                            .replace('\'', '"'))
                    .orElseThrow();
            String line = new String(MessageCodec.encode(message), StandardCharsets.UTF_8);
            assertThat(new BigDecimal(line.replaceAll(".*\"echo\":([^}]*)}.*\\s", "$1")))
                    .isEqualTo(new BigDecimal(number));
        }
    }

    @Test
    void theClockJumpsWhenItIsTold() throws Exception {
        assertThat(converse(
                        INIT,
                        "{'src':'c9','dest':'n1','body':{'type':'dsfm_clock_jump','offset_millis':-5000,'msg_id':9}}"))
                .hasSize(2)
                .last()
                .isEqualTo("{'src':'n1','dest':'c9','body':{'type':'dsfm_clock_jump_ok','in_reply_to':9}}"
                        .replace('\'', '"'));
    }

    @Test
    void whatItIsToldWronglyItRefusesWithTheName() {
        List<Map<String, String>> wrong = List.of(
                Map.of("DSFM_WORKLOAD", "lin-vk"),
                Map.of("DSFM_RELEASE", "now"),
                Map.of("DSFM_VARIANTS", "all"),
                Map.of("DSFM_ELECTION_MIN_MS", "1"),
                Map.of("DSFM_ELECTION_MIN_MS", "500", "DSFM_ELECTION_MAX_MS", "500"),
                Map.of("DSFM_KEEP", "1"),
                Map.of("DSFM_KEEP", "TRUE"),
                Map.of("DSFM_DEADLINE_MS", "soon"));
        for (Map<String, String> environment : wrong) {
            assertThatThrownBy(() -> NodeOptions.of(environment))
                    .as("%s", environment)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("accepted");
        }
    }

    @Test
    void moreThanNineNodesAreNoGroup() {
        List<String> ten = IntStream.rangeClosed(1, 10).mapToObj(i -> "n" + i).toList();
        assertThatThrownBy(() -> new GroupNode("n1", ten, directory, 1, NodeOptions.of(Map.of()), message -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accepted: 1 to 9");
    }

    @Test
    void linesAreWholeWhateverIsInThem() {
        Message message = new Message("n1", "c1", MessageCodec.body("x").put("text", "two\nlines\r\"and\" a \u2028"));
        byte[] line = MessageCodec.encode(message);
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        assertThat(MessageCodec.decode(text)).isEqualTo(Optional.of(message));
    }

    @Test
    void whatIsSentByManyThreadsComesOutInWholeLines() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ProtocolWriter writer = new ProtocolWriter(out, System::nanoTime)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    for (int k = 0; k < 500; k++) {
                        writer.accept(
                                new Message("n1", "n2", MessageCodec.body("x").put("text", "y".repeat(k))));
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .hasSize(4_000)
                .allMatch(line -> MessageCodec.decode(line).isPresent());
    }
}
