package io.dsfm.ratis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.config.DataIdentity;
import io.dsfm.ratis.replay.Difference;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.replay.ReplayedInput;
import io.dsfm.ratis.replay.stored.LogSurvey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and programs see of a replay. */
final class ReplayReportTest {

    private static final DataIdentity DATA = new DataIdentity(1, "orders", "n2", "echo", 3, "n1,n2,n3");
    private static final DigestPoint POINT = new DigestPoint(41, 7, 1_500_000_000_123_456_789L, 0xabcL);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final long[] nowNanos = {0};

    @Test
    void peopleSeeTheInputAndBothOutputsOfADifference() {
        text(Optional.of(new Difference.BetweenVariants(
                42,
                8,
                new ReplayedInput(9, 3, "hi".getBytes(UTF_8)),
                Difference.What.OUTPUT,
                new Difference.Side("plain", output("yes"), 1, null),
                new Difference.Side("other", output("no"), 2, null))));

        assertThat(out.toString().lines())
                .containsExactly(
                        "    sequence        index  time                            digest",
                        "          41            7  2017-07-14T02:40:00.123456789Z  0000000000000abc",
                        "DIFFERENCE at sequence 42, index 8: the outputs",
                        "  input of client 9, request 3: 6869",
                        "    6869",
                        "  plain: state 0000000000000001",
                        "    reply 796573  yes",
                        "    event 7 0001  7 0001",
                        "    timer 5 at 1970-01-01T00:00:01Z",
                        "    timer 6 cancelled",
                        "  other: state 0000000000000002",
                        "    reply 6e6f  no",
                        "    event 7 0001  7 0001",
                        "    timer 5 at 1970-01-01T00:00:01Z",
                        "    timer 6 cancelled");
    }

    @Test
    void peopleSeeWhoThrewAtATimer() {
        text(Optional.of(new Difference.BetweenVariants(
                42,
                8,
                new ReplayedInput(0, 77, null),
                Difference.What.FAILURE,
                new Difference.Side("plain", null, 0, "java.lang.Error: x"),
                new Difference.Side("other", output("no"), 2, null))));

        assertThat(out.toString())
                .contains("an exception", "  input: timer 77", "  plain threw java.lang.Error: x", "  other: state ");
    }

    @Test
    void peopleSeeHowFarTheResultsAreProven() {
        text(Optional.empty());

        assertThat(err.toString())
                .contains("data of node n2 of group orders, application echo, specification version 3")
                .contains("starts with the initial state, runs to index 9")
                .contains("note: the log ends with an entry that was not written to its end, at byte 17")
                .contains("41 inputs executed in 2000 ms (20 inputs/s)")
                .contains("up to sequence 30; the 11 behind are in this node's log, and nothing here tells");
    }

    @Test
    void peopleSeeHowItGetsOnWhenItTakesLong() {
        ReplayText report = new ReplayText(
                new PrintWriter(out), new PrintWriter(err), DATA, new EchoProvider().textFormat(), () -> nowNanos[0]);
        report.onStart(start());
        nowNanos[0] = 1_000_000_000L;
        report.onProgress(2, 10);
        assertThat(err.toString()).doesNotContain("at sequence");
        nowNanos[0] = 6_000_000_000L;
        report.onProgress(3, 12);
        assertThat(err.toString()).contains("at sequence 12, index 3: 33%, 2 inputs/s");
    }

    @Test
    void programsReadAnObjectALine() throws Exception {
        ReplayJson report = new ReplayJson(new PrintWriter(out), new PrintWriter(err));
        report.onStart(start());
        report.onDigest(POINT);
        report.onEnd(new ReplayEnd(
                start(), 41, POINT, 30, 2, Optional.of(new Difference.FromReleased("plain", 30, 41, 0xe, 0xf))));

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(4);
        JsonNode first = new ObjectMapper().readTree(lines.get(0)).get("start");
        assertThat(first.get("settledSequence").asLong()).isEqualTo(30);
        assertThat(first.get("snapshot").isNull()).isTrue();
        JsonNode digest = new ObjectMapper().readTree(lines.get(1)).get("digest");
        assertThat(digest.get("digest").asText()).isEqualTo("0000000000000abc");
        JsonNode difference = new ObjectMapper().readTree(lines.get(2)).get("difference");
        assertThat(difference.get("what").asText()).isEqualTo("released");
        assertThat(difference.get("releasedDigest").asText()).endsWith("f");
        JsonNode end = new ObjectMapper().readTree(lines.get(3)).get("end");
        assertThat(end.get("equal").asBoolean()).isFalse();
        assertThat(end.get("executed").asLong()).isEqualTo(41);
    }

    @Test
    void programsReadBothOutputsOfADifference() throws Exception {
        ReplayJson report = new ReplayJson(new PrintWriter(out), new PrintWriter(err));
        report.onEnd(new ReplayEnd(
                start(),
                41,
                POINT,
                30,
                0,
                Optional.of(new Difference.BetweenVariants(
                        42,
                        8,
                        new ReplayedInput(9, 3, new byte[] {1, 2}),
                        Difference.What.STATE,
                        new Difference.Side("plain", output("yes"), 1, null),
                        new Difference.Side("other", null, 0, "boom")))));

        JsonNode difference = new ObjectMapper()
                .readTree(out.toString().lines().findFirst().orElseThrow())
                .get("difference");
        assertThat(difference.get("what").asText()).isEqualTo("state");
        assertThat(difference.get("inputHex").asText()).isEqualTo("0102");
        JsonNode plain = difference.get("variants").get(0);
        assertThat(plain.get("replyHex").asText()).isEqualTo("796573");
        assertThat(plain.get("events").get(0).get("hex").asText()).isEqualTo("0001");
        assertThat(plain.get("timers").get(0).get("deadlineNanos").asLong()).isEqualTo(1_000_000_000);
        assertThat(plain.get("timers").get(1).get("cancelled").asBoolean()).isTrue();
        assertThat(difference.get("variants").get(1).get("thrown").asText()).isEqualTo("boom");
    }

    private void text(Optional<Difference> difference) {
        ReplayText report = new ReplayText(
                new PrintWriter(out), new PrintWriter(err), DATA, new EchoProvider().textFormat(), () -> nowNanos[0]);
        report.onStart(start());
        report.onDigest(POINT);
        nowNanos[0] = 2_000_000_000L;
        report.onEnd(new ReplayEnd(start(), 41, POINT, 30, 2, difference));
    }

    private static ReplayStart start() {
        return new ReplayStart(
                null, 0, 0, 5, new LogSurvey(9, 30, "an entry that was not written to its end, at byte 17"));
    }

    /** A reply, an event, a timer scheduled and one cancelled, as the core encodes them. */
    private static byte[] output(String reply) {
        byte[] bytes = reply.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(4 + bytes.length + 4 + 10 + 4 + 17 + 9);
        out.putInt(bytes.length).put(bytes);
        out.putInt(1).putInt(7).putInt(2).putShort((short) 1);
        out.putInt(2).put((byte) 1).putLong(5).putLong(1_000_000_000L);
        out.put((byte) 2).putLong(6);
        return out.array();
    }
}
