package io.dsfm.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.hash.HashProvider;
import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.maelstrom.workload.store.StepCodec;
import io.dsfm.maelstrom.workload.tree.TreeProvider;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each workload's requests and replies, as Maelstrom writes them, over each variant. */
class WorkloadsTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Stream<StateMachineProvider> variants() {
        return Stream.of(new TreeProvider(), new HashProvider());
    }

    /** A client and a group in one. */
    private static final class Dialogue {
        private final StateMachine machine;
        private final Workloads workloads;

        Dialogue(StateMachineProvider provider, String workload) {
            this(provider.create(), workload);
        }

        Dialogue(StateMachine machine, String workload) {
            this.machine = machine;
            workloads = new Workloads(workload);
        }

        Dialogue ask(String request, String reply) throws Exception {
            ObjectNode body = (ObjectNode) MAPPER.readTree(request.replace('\'', '"'));
            assertThat(serve(workloads.parse(body.path("type").asText(), body)))
                    .isEqualTo(MAPPER.readTree(reply.replace('\'', '"')).toString());
            return this;
        }

        private String serve(Request request) throws RequestException {
            if (request instanceof Request.Local local) {
                return local.reply().toString();
            }
            Request.Answer answer;
            byte[] bytes;
            if (request instanceof Request.Attempt attempt) {
                answer = attempt.answer();
                bytes = execute(StepCodec.encode(attempt.steps()));
            } else if (request instanceof Request.Update update) {
                answer = update.answer();
                bytes = execute(StepCodec.encode(update.steps()));
            } else {
                Request.Read read = (Request.Read) request;
                answer = read.answer();
                bytes = machine.query(ByteBuffer.wrap(StepCodec.encode(read.steps())));
            }
            ReplyCodec.Reply reply = ReplyCodec.decode(bytes);
            return reply.status() == Status.OK
                    ? answer.reply(reply.results()).toString()
                    : "\"" + reply.status() + "\"";
        }

        private byte[] execute(byte[] input) {
            byte[][] given = new byte[1][];
            machine.execute(new NoContext(), ByteBuffer.wrap(input).asReadOnlyBuffer(), new Outputs() {
                @Override
                public void reply(byte[] bytes, int offset, int length) {
                    given[0] = Arrays.copyOfRange(bytes, offset, offset + length);
                }

                @Override
                public void event(int type, byte[] bytes, int offset, int length) {
                    throw new AssertionError("an event");
                }

                @Override
                public void scheduleTimer(long timerId, long deadlineNanos) {
                    throw new AssertionError("a timer");
                }

                @Override
                public void cancelTimer(long timerId) {
                    throw new AssertionError("a timer");
                }
            });
            return given[0];
        }
    }

    private record NoContext() implements InputContext {
        @Override
        public long index() {
            return 1;
        }

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public long timestampNanos() {
            return 1;
        }

        @Override
        public long clientId() {
            return 1;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void echo(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "")
                .ask("{'type':'echo','echo':'Please echo 35'}", "{'type':'echo_ok','echo':'Please echo 35'}")
                .ask("{'type':'echo','echo':1E+400}", "{'type':'echo_ok','echo':1E+400}")
                .ask("{'type':'echo','echo':1.0}", "{'type':'echo_ok','echo':1.0}")
                .ask("{'type':'echo','echo':{'a':[1,null]}}", "{'type':'echo_ok','echo':{'a':[1,null]}}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void uniqueIds(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "")
                .ask("{'type':'generate'}", "{'type':'generate_ok','id':1}")
                .ask("{'type':'generate'}", "{'type':'generate_ok','id':2}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void broadcast(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "")
                .ask("{'type':'topology','topology':{'n1':['n2']}}", "{'type':'topology_ok'}")
                .ask("{'type':'read'}", "{'type':'read_ok','messages':[]}")
                .ask("{'type':'broadcast','message':7}", "{'type':'broadcast_ok'}")
                .ask("{'type':'broadcast','message':5}", "{'type':'broadcast_ok'}")
                .ask("{'type':'broadcast','message':7}", "{'type':'broadcast_ok'}")
                .ask("{'type':'read'}", "{'type':'read_ok','messages':[5,7]}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void growOnlySet(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "g-set")
                .ask("{'type':'read'}", "{'type':'read_ok','value':[]}")
                .ask("{'type':'add','element':3}", "{'type':'add_ok'}")
                .ask("{'type':'read'}", "{'type':'read_ok','value':[3]}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void counters(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "pn-counter")
                .ask("{'type':'read'}", "{'type':'read_ok','value':0}")
                .ask("{'type':'add','delta':3}", "{'type':'add_ok'}")
                .ask("{'type':'add','delta':-5}", "{'type':'add_ok'}")
                .ask("{'type':'read'}", "{'type':'read_ok','value':-2}");
        Dialogue growing = new Dialogue(variant, "g-counter").ask("{'type':'add','delta':3}", "{'type':'add_ok'}");
        assertThatThrownBy(() -> growing.ask("{'type':'add','delta':-3}", "{}")).isInstanceOf(RequestException.class);
        growing.ask("{'type':'read'}", "{'type':'read_ok','value':3}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void linKv(StateMachineProvider variant) throws Exception {
        Dialogue dialogue = new Dialogue(variant, "");
        assertThatThrownBy(() -> dialogue.ask("{'type':'read','key':1}", "{}"))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_DOES_NOT_EXIST));
        dialogue.ask("{'type':'cas','key':1,'from':0,'to':1}", "'MISSING'")
                .ask("{'type':'write','key':1,'value':4}", "{'type':'write_ok'}")
                .ask("{'type':'cas','key':1,'from':0,'to':1}", "'MISMATCH'")
                .ask("{'type':'cas','key':1,'from':4,'to':1}", "{'type':'cas_ok'}")
                .ask("{'type':'read','key':1}", "{'type':'read_ok','value':1}")
                .ask("{'type':'cas','key':2,'from':0,'to':9,'create_if_not_exists':true}", "{'type':'cas_ok'}")
                .ask("{'type':'read','key':2}", "{'type':'read_ok','value':9}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void txnListAppend(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "txn-list-append")
                .ask(
                        "{'type':'txn','txn':[['r',1,null],['append',1,6],['append',1,7],['r',1,null]]}",
                        "{'type':'txn_ok','txn':[['r',1,null],['append',1,6],['append',1,7],['r',1,[6,7]]]}")
                .ask("{'type':'txn','txn':[]}", "{'type':'txn_ok','txn':[]}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void txnRwRegister(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "")
                .ask(
                        "{'type':'txn','txn':[['r',1,null],['w',1,6],['w',1,7],['r',1,null]]}",
                        "{'type':'txn_ok','txn':[['r',1,null],['w',1,6],['w',1,7],['r',1,7]]}")
                .ask("{'type':'txn','txn':[['r',1,null]]}", "{'type':'txn_ok','txn':[['r',1,7]]}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void kafkaLeavesKeysWithoutMessagesOut(StateMachineProvider variant) throws Exception {
        new Dialogue(variant, "")
                .ask("{'type':'send','key':'a','msg':9}", "{'type':'send_ok','offset':0}")
                .ask("{'type':'send','key':'a','msg':5}", "{'type':'send_ok','offset':1}")
                .ask("{'type':'poll','offsets':{'a':0,'b':0}}", "{'type':'poll_ok','msgs':{'a':[[0,9],[1,5]]}}")
                .ask("{'type':'poll','offsets':{'a':1}}", "{'type':'poll_ok','msgs':{'a':[[1,5]]}}")
                .ask("{'type':'poll','offsets':{'a':2}}", "{'type':'poll_ok','msgs':{}}")
                .ask("{'type':'poll','offsets':{}}", "{'type':'poll_ok','msgs':{}}")
                .ask("{'type':'commit_offsets','offsets':{'a':1}}", "{'type':'commit_offsets_ok'}")
                .ask("{'type':'commit_offsets','offsets':{'a':0}}", "{'type':'commit_offsets_ok'}")
                .ask(
                        "{'type':'list_committed_offsets','keys':['a','b']}",
                        "{'type':'list_committed_offsets_ok','offsets':{'a':1}}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void keysOfKafkaAreStrings(StateMachineProvider variant) {
        Dialogue dialogue = new Dialogue(variant, "kafka");
        for (String request :
                List.of("{'type':'send','key':9,'msg':1}", "{'type':'list_committed_offsets','keys':[9]}")) {
            assertThatThrownBy(() -> dialogue.ask(request, ""))
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aTransactionIsLookedAtBeforeItIsAskedWhoseItIs(StateMachineProvider variant) throws Exception {
        Dialogue untold = new Dialogue(variant, "");
        untold.ask("{'type':'txn','txn':[]}", "{'type':'txn_ok','txn':[]}");
        for (String request : List.of("{'type':'txn'}", "{'type':'txn','txn':7}", "{'type':'txn','txn':[['r',1]]}")) {
            assertThatThrownBy(() -> untold.ask(request, ""))
                    .as(request)
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void whatTheStoreHoldsTellsWhatAReadIsAbout(StateMachineProvider variant) throws Exception {
        List<List<String>> cases = List.of(
                List.of("{'type':'broadcast','message':7}", "{'type':'read'}", "{'type':'read_ok','messages':[7]}"),
                List.of("{'type':'add','element':7}", "{'type':'read'}", "{'type':'read_ok','value':[7]}"),
                List.of("{'type':'add','delta':7}", "{'type':'read'}", "{'type':'read_ok','value':7}"),
                List.of(
                        "{'type':'txn','txn':[['append',1,6]]}",
                        "{'type':'txn','txn':[['r',2,null],['r',1,null]]}",
                        "{'type':'txn_ok','txn':[['r',2,null],['r',1,[6]]]}"),
                List.of(
                        "{'type':'txn','txn':[['w',1,6]]}",
                        "{'type':'txn','txn':[['r',1,null],['r',2,null]]}",
                        "{'type':'txn_ok','txn':[['r',1,6],['r',2,null]]}"));
        for (List<String> example : cases) {
            Dialogue writer = new Dialogue(variant, "");
            ObjectNode write = (ObjectNode) MAPPER.readTree(example.get(0).replace('\'', '"'));
            writer.serve(writer.workloads.parse(write.path("type").asText(), write));
            new Dialogue(writer.machine, "").ask(example.get(1), example.get(2));
        }
        assertThatThrownBy(() -> new Dialogue(variant, "").ask("{'type':'read'}", ""))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void kafkaHasAsManyKeysAsAreAskedFor(StateMachineProvider variant) throws Exception {
        Dialogue dialogue = new Dialogue(variant, "kafka");
        StringJoiner offsets = new StringJoiner(",", "{", "}");
        StringJoiner messages = new StringJoiner(",", "{", "}");
        StringJoiner keys = new StringJoiner(",", "[", "]");
        for (int i = 0; i < 600; i++) {
            dialogue.ask("{'type':'send','key':'" + i + "','msg':" + i + "}", "{'type':'send_ok','offset':0}");
            offsets.add("'" + i + "':0");
            messages.add("'" + i + "':[[0," + i + "]]");
            keys.add("'" + i + "'");
        }
        dialogue.ask("{'type':'poll','offsets':" + offsets + "}", "{'type':'poll_ok','msgs':" + messages + "}")
                .ask("{'type':'commit_offsets','offsets':" + offsets + "}", "{'type':'commit_offsets_ok'}")
                .ask(
                        "{'type':'list_committed_offsets','keys':" + keys + "}",
                        "{'type':'list_committed_offsets_ok','offsets':" + offsets + "}");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aPollGivesWhatFitsAndTheNextOneTheRest(StateMachineProvider variant) throws Exception {
        Dialogue dialogue = new Dialogue(variant, "kafka");
        String large = "x".repeat(60_000);
        int count = 80; // more than an answer holds
        for (int i = 0; i < count; i++) {
            dialogue.ask("{'type':'send','key':'k','msg':'" + large + "'}", "{'type':'send_ok','offset':" + i + "}");
        }
        int next = 0;
        for (int polls = 0; next < count; polls++) {
            ObjectNode poll =
                    (ObjectNode) MAPPER.readTree("{\"type\":\"poll\",\"offsets\":{\"k\":" + next + ",\"j\":0}}");
            String reply = dialogue.serve(dialogue.workloads.parse("poll", poll));
            assertThat(reply.length()).isLessThan(4_500_000);
            next += MAPPER.readTree(reply).path("msgs").path("k").size();
            assertThat(polls).isLessThan(3);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aTransactionMayReadMuchUnlessItsReplyWouldBeTooLong(StateMachineProvider variant) throws Exception {
        Dialogue dialogue = new Dialogue(variant, "txn-rw-register");
        String write = "{'type':'txn','txn':[['w',1,'" + "x".repeat(60_000) + "']]}";
        dialogue.ask(write, write.replace("'txn',", "'txn_ok',"));
        StringJoiner few = new StringJoiner(",", "{'type':'txn','txn':[", "]}");
        StringJoiner many = new StringJoiner(",", "{'type':'txn','txn':[", "]}");
        for (int i = 0; i < 300; i++) {
            few.add("['r',2,null]");
            many.add("['r',1,null]");
        }
        dialogue.ask(few.toString(), few.toString().replace("'txn',", "'txn_ok',"))
                .ask(many.toString(), "'TOO_LONG'");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aListTooLongForAReplyIsRefusedAsAWhole(StateMachineProvider variant) throws Exception {
        Dialogue dialogue = new Dialogue(variant, "txn-list-append");
        String large = "x".repeat(60_000);
        for (int i = 0; i < 5; i++) {
            dialogue.ask(
                    "{'type':'txn','txn':[['append',1,'" + large + "']]}",
                    "{'type':'txn_ok','txn':[['append',1,'" + large + "']]}");
        }
        dialogue.ask("{'type':'txn','txn':[['r',1,null],['append',2,1]]}", "'TOO_LONG'")
                .ask("{'type':'txn','txn':[['r',2,null]]}", "{'type':'txn_ok','txn':[['r',2,null]]}");
    }
}
