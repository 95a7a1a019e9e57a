package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.TestContext;
import io.dsfm.sample.matching.harness.Variants;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the specification: its example is what every variant gives, byte for byte, and its digest is computed from the text
 * alone, without any of the code that the variants share.
 */
class SpecificationTest {

    private static final Path DOCUMENT = Path.of("../docs/matching-engine.md");
    private static final Pattern CONSTANT = Pattern.compile("\\| `([A-Z_]+)` \\| `0x([0-9a-f]{16})` \\|");
    private static final int CONSTANTS = 25;
    private static final long EMPTY = 0x9e3779b97f4a7c15L;
    private static final HexFormat HEX = HexFormat.of();

    static Stream<StateMachineProvider> variants() {
        return Variants.withOracle().stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void variantGivesTheExampleByteForByte(StateMachineProvider variant) throws IOException {
        List<String> example = example();

        assertThat(replay(variant.create(), example)).containsExactlyElementsOf(example);
    }

    @Test
    void digestOfTheExampleFollowsFromTheTextAlone() throws IOException {
        byte[] snapshot = HEX.parseHex(only(example(), "snapshot "));
        ByteBuffer in = ByteBuffer.wrap(snapshot);

        long digest = digest(in, constants());

        assertThat(HEX.toHexDigits(digest)).isEqualTo(only(example(), "digest "));
        assertThat(in.getLong()).isEqualTo(digest);
        assertThat(in.hasRemaining()).isFalse();
    }

    /** The example, its long lines joined. */
    private static List<String> example() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf("```example\n") + "```example\n".length();
        List<String> lines = new ArrayList<>();
        for (String line :
                document.substring(start, document.indexOf("```", start)).split("\n", -1)) {
            if (line.startsWith("    ")) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.strip());
            } else if (!line.isEmpty()) {
                lines.add(line.stripTrailing());
            }
        }
        return lines;
    }

    private static String only(List<String> example, String start) {
        return example.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    private static Map<String, Long> constants() throws IOException {
        Map<String, Long> constants = new HashMap<>();
        Matcher found = CONSTANT.matcher(Files.readString(DOCUMENT));
        while (found.find()) {
            constants.put(found.group(1), Long.parseUnsignedLong(found.group(2), 16));
        }
        assertThat(constants).hasSize(CONSTANTS);
        return constants;
    }

    /** Does what the lines say that go in, and writes them anew with what comes out. */
    private static List<String> replay(StateMachine machine, List<String> example) {
        TestContext context = new TestContext();
        List<String> lines = new ArrayList<>();
        for (String line : example) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "input" -> {
                    lines.add(line);
                    InputContext next = context.nextAt(Long.parseLong(words[1]), Long.parseLong(words[2]));
                    machine.execute(next, bytes(words.length > 3 ? words[3] : ""), new Lines(lines));
                }
                case "timer" -> {
                    lines.add(line);
                    InputContext next = context.nextAt(InputContext.NO_CLIENT, Long.parseLong(words[2]));
                    machine.onTimer(next, Long.parseLong(words[1]), new Lines(lines));
                }
                case "query" -> {
                    lines.add(line);
                    lines.add("answer " + HEX.formatHex(machine.query(bytes(words[1]))));
                }
                case "snapshot" -> lines.add("snapshot " + HEX.formatHex(new Engine(machine).snapshot()));
                case "digest" -> lines.add("digest " + HEX.toHexDigits(machine.digest()));
                default -> assertThat(words[0]).isIn("event", "schedule", "cancel", "reply", "answer");
            }
        }
        return lines;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HEX.parseHex(hex)).asReadOnlyBuffer();
    }

    private static long digest(ByteBuffer in, Map<String, Long> constants) {
        in.position(12);
        int symbols = in.getInt();
        long[] counters = {in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()};
        long orderSum = 0;
        long symbolSum = 0;
        for (int i = 0; i < symbols; i++) {
            int symbolId = in.getInt();
            symbolSum += symbol(symbolId, in, constants);
            for (int section = 0; section < 4; section++) {
                for (int orders = in.getInt(); orders > 0; orders--) {
                    orderSum += order(symbolId, section, in, constants);
                }
            }
        }
        long digest = append(append(append(EMPTY, orderSum), symbolSum), symbols);
        for (long counter : counters) {
            digest = append(digest, counter);
        }
        return digest;
    }

    private static long symbol(int symbolId, ByteBuffer in, Map<String, Long> constants) {
        byte[] padded = new byte[16];
        in.get(padded);
        byte[] name = Arrays.copyOf(padded, in.get());
        long sum = append(append(EMPTY, symbolId), name);
        sum += in.get() * constants.get("STATE");
        sum += in.get() * constants.get("FEED");
        in.get();
        sum += in.getInt() * constants.get("STEP");
        in.getInt();
        for (String field : List.of(
                "LOWEST",
                "HIGHEST",
                "FIRST",
                "LAST",
                "HIGH",
                "LOW",
                "TRADES",
                "TRADED_LOTS",
                "TOUCHED_LOW",
                "TOUCHED_HIGH")) {
            sum += in.getLong() * constants.get(field);
        }
        return mix(sum);
    }

    private static long order(int symbolId, int section, ByteBuffer in, Map<String, Long> constants) {
        long sum = in.getLong() * constants.get("CLIENT");
        sum += in.getLong() * constants.get("ORDER");
        sum += in.getLong() * constants.get("PRICE");
        sum += in.getLong() * constants.get("ARRIVAL");
        sum += (symbolId * 4L + 1 + section % 2) * constants.get("PLACE");
        long left = in.getInt();
        sum += left * constants.get("LEFT");
        int flags = in.getInt() >>> 24;
        sum += (flags & ~8) * constants.get("FLAGS");
        if ((flags & 8) != 0) {
            sum += in.getLong() * constants.get("STOP_PRICE");
            long display = in.getInt();
            sum += display * constants.get("DISPLAY");
            long shown = in.getInt();
            sum += (display > 0 && section < 2 ? left - shown : 0) * constants.get("HIDDEN");
            sum += in.getLong() * constants.get("DEADLINE");
            sum += in.getLong() * constants.get("TIMER");
        }
        return mix(sum);
    }

    private static long mix(long value) {
        long z = value + EMPTY;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static long append(long digest, long value) {
        return mix(Long.rotateLeft(digest, 25) ^ mix(value));
    }

    private static long append(long digest, byte[] bytes) {
        long result = digest;
        int at = 0;
        for (; at + 8 <= bytes.length; at += 8) {
            long word = 0;
            for (int i = 7; i >= 0; i--) {
                word = word << 8 | bytes[at + i] & 0xff;
            }
            result = append(result, word);
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return append(append(result, rest), bytes.length);
    }

    /** Writes outputs as the lines of the example. */
    private record Lines(List<String> lines) implements Outputs {
        @Override
        public void reply(byte[] bytes, int offset, int length) {
            lines.add("reply " + HEX.formatHex(bytes, offset, offset + length));
        }

        @Override
        public void event(int type, byte[] bytes, int offset, int length) {
            lines.add("event " + type + " " + HEX.formatHex(bytes, offset, offset + length));
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            lines.add("schedule " + timerId + " " + deadlineNanos);
        }

        @Override
        public void cancelTimer(long timerId) {
            lines.add("cancel " + timerId);
        }
    }
}
