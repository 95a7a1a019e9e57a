package io.dsfm.ratis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries are read as they were written; whatever else comes is refused, in one way. */
final class InputBatchCodecTest {

    private static final int SEEDS = 300;
    private static final long INDEX = 77;

    @Test
    void everyBatchIsReadAsItWasWritten() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] payload = new byte[200];
            random.nextBytes(payload);
            List<Input> inputs = randomInputs(random);
            long timestampNanos = random.nextLong();

            InputBatch batch = InputBatchCodec.decode(3, INDEX, encode(timestampNanos, inputs, payload));

            assertThat(batch.term()).isEqualTo(3);
            assertThat(batch.index()).isEqualTo(INDEX);
            assertThat(batch.timestampNanos()).as("seed %s", seed).isEqualTo(timestampNanos);
            assertThat(batch.inputs()).as("seed %s", seed).hasSameSizeAs(inputs);
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(detached(batch.inputs().get(i), batch.bytes()))
                        .as("seed %s", seed)
                        .isEqualTo(detached(inputs.get(i), payload));
            }
        }
    }

    @Test
    void theFormatDoesNotChangeSilently() {
        List<Input> inputs = List.of(
                new Input.Submit(1, 2, 3, 4, true, 0, 2),
                new Input.OpenSession(5, 6),
                new Input.KeepAlive(7, 8),
                new Input.FireTimers(9),
                new Input.ChangeSettings(new Settings(10, 11, 12, 13, 14)),
                new Input.Checkpoint(15, 16));

        byte[] bytes = encode(17, inputs, new byte[] {0x55, 0x66});

        assertThat(java.util.HexFormat.of().formatHex(bytes))
                .isEqualTo("01" + "0000000000000011" + "00000006"
                        + "01" + "0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004"
                        + "01" + "00000002" + "5566"
                        + "02" + "0000000000000005" + "0000000000000006"
                        + "03" + "0000000000000007" + "0000000000000008"
                        + "04" + "00000009"
                        + "05" + "000000000000000a" + "0000000b" + "0000000c" + "0000000d" + "0000000e"
                        + "06" + "000000000000000f" + "0000000000000010");
    }

    @Test
    void cutAnywhereIsRefused() {
        byte[] bytes = busyEntry();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> InputBatchCodec.decode(1, INDEX, cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("index=" + INDEX);
        }
    }

    @Test
    void withMoreThanItsInputsIsRefused() {
        byte[] bytes = busyEntry();

        assertThatThrownBy(() -> InputBatchCodec.decode(1, INDEX, Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more bytes than inputs");
    }

    @Test
    void withSettingsThatCannotBeIsRefusedWithItsIndex() {
        byte[] bytes = encode(1, List.of(new Input.ChangeSettings(Settings.INITIAL)), new byte[0]);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, 0);

        assertThatThrownBy(() -> InputBatchCodec.decode(1, INDEX, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index=" + INDEX)
                .hasMessageContaining("digestInterval=0");
    }

    @Test
    void withMoreInputsThanBytesIsRefusedBeforeRoomIsMadeForThem() {
        byte[] bytes = encode(1, List.of(new Input.FireTimers(1), new Input.FireTimers(1)), new byte[0]);
        ByteBuffer.wrap(bytes).putInt(9, 3);

        assertThatThrownBy(() -> InputBatchCodec.decode(1, INDEX, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("impossible number of inputs 3");
    }

    @Test
    void withAnyBitFlippedIsABatchOrRefused() {
        byte[] bytes = busyEntry();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            decodeOrRefuse(flipped);
        }
    }

    @Test
    void garbageIsABatchOrRefused() {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 13) {
                bytes[0] = 1;
                bytes[9] = 0;
                bytes[10] = 0;
                bytes[11] = 0;
                bytes[12] &= 3;
                bytes[13] = (byte) random.nextInt(8);
            }
            decodeOrRefuse(bytes);
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            InputBatch batch = InputBatchCodec.decode(1, INDEX, bytes);
            for (Input input : batch.inputs()) {
                if (input instanceof Input.Submit submit) {
                    assertThat(submit.offset()).isNotNegative();
                    assertThat(submit.length()).isBetween(0, bytes.length - submit.offset());
                }
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("index=" + INDEX);
        }
    }

    private static byte[] busyEntry() {
        List<Input> inputs = List.of(
                new Input.Submit(1, 2, 3, 4, false, 0, 5),
                new Input.OpenSession(5, 6),
                new Input.ChangeSettings(Settings.INITIAL),
                new Input.KeepAlive(7, 8),
                new Input.Checkpoint(15, 16),
                new Input.FireTimers(9),
                new Input.Submit(1, 2, 4, 4, true, 0, 0));
        return encode(17, inputs, new byte[5]);
    }

    private static byte[] encode(long timestampNanos, List<Input> inputs, byte[] payload) {
        int size = InputBatchCodec.HEADER_BYTES
                + inputs.stream().mapToInt(InputBatchCodec::sizeBytes).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        InputBatchCodec.writeHeader(out, timestampNanos, inputs.size());
        for (Input input : inputs) {
            ByteBuffer bytes = input instanceof Input.Submit submit
                    ? ByteBuffer.wrap(payload, submit.offset(), submit.length())
                    : ByteBuffer.allocate(0);
            InputBatchCodec.write(out, input, bytes);
        }
        assertThat(out.remaining()).isZero();
        return out.array();
    }

    /** With the bytes in place of where they are. */
    private static Object detached(Input input, byte[] bytes) {
        if (input instanceof Input.Submit submit) {
            byte[] own = Arrays.copyOfRange(bytes, submit.offset(), submit.offset() + submit.length());
            return List.of(
                    submit.clientId(),
                    submit.sessionId(),
                    submit.requestNumber(),
                    submit.acknowledgedThrough(),
                    submit.skip(),
                    ByteBuffer.wrap(own));
        }
        return input;
    }

    private static List<Input> randomInputs(Random random) {
        List<Input> inputs = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            int offset = random.nextInt(100);
            inputs.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Input.OpenSession(random.nextLong(), random.nextLong());
                        case 1 -> new Input.KeepAlive(random.nextLong(), random.nextLong());
                        case 2 -> new Input.FireTimers(random.nextInt());
                        case 3 -> new Input.Checkpoint(random.nextLong(), random.nextLong());
                        case 4 ->
                            new Input.ChangeSettings(
                                    new Settings(1 + (random.nextLong() >>> 1 >>> 1), 1, 2, Integer.MAX_VALUE, 3));
                        default ->
                            new Input.Submit(
                                    random.nextLong(),
                                    random.nextLong(),
                                    random.nextLong(),
                                    random.nextLong(),
                                    random.nextBoolean(),
                                    offset,
                                    random.nextInt(100));
                    });
        }
        return inputs;
    }
}
