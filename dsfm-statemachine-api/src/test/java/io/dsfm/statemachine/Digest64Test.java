package io.dsfm.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Digests are in snapshots and logs and compared between versions: what they are must never change. */
final class Digest64Test {

    @Test
    void mixesAsSplitMix64Does() {
        // The first outputs of SplitMix64 from seed 0, whose state moves by EMPTY each time.
        assertThat(Digest64.mix(0)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Digest64.mix(Digest64.EMPTY)).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(Digest64.mix(Digest64.EMPTY << 1)).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void appendsNumbersAsEver() {
        assertThat(Digest64.append(Digest64.EMPTY, 0)).isEqualTo(0x3504fb79f1099fbbL);
        assertThat(Digest64.append(Digest64.EMPTY, -1)).isEqualTo(0xd2e875e3c42db259L);
        assertThat(Digest64.append(7, 42)).isEqualTo(0x195932b9e968706eL);
    }

    @Test
    void appendsBytesAsEver() {
        assertThat(Digest64.of(count(0))).isEqualTo(0x9b42b19f8ca52603L);
        assertThat(Digest64.of(count(1))).isEqualTo(0xafd0dbab42c52931L);
        assertThat(Digest64.of(count(7))).isEqualTo(0xa259a75d8adbcdc1L);
        assertThat(Digest64.of(count(8))).isEqualTo(0x4056d0fa1e4edaa2L);
        assertThat(Digest64.of(count(9))).isEqualTo(0xa43d56478606bf49L);
        assertThat(Digest64.of(count(16))).isEqualTo(0xd4a1a4ea41a291f5L);
        assertThat(Digest64.of(count(23))).isEqualTo(0x08b7406b9be0b675L);
        assertThat(Digest64.of(count(100))).isEqualTo(0xae52840d04916f05L);
    }

    @Test
    void appendsAPartOfAnArrayAsIfItWereAlone() {
        byte[] bytes = count(100);
        for (int offset = 0; offset < 20; offset++) {
            for (int length = 0; length <= 40; length++) {
                byte[] part = Arrays.copyOfRange(bytes, offset, offset + length);
                assertThat(Digest64.append(Digest64.EMPTY, bytes, offset, length))
                        .isEqualTo(Digest64.of(part));
            }
        }
    }

    @Test
    void differsForEveryLengthAndEveryBit() {
        Set<Long> digests = new HashSet<>();
        for (int length = 0; length <= 40; length++) {
            assertThat(digests.add(Digest64.of(new byte[length]))).isTrue();
            for (int bit = 0; bit < length * 8; bit++) {
                byte[] flipped = new byte[length];
                flipped[bit / 8] = (byte) (1 << bit % 8);
                assertThat(digests.add(Digest64.of(flipped))).isTrue();
            }
        }
    }

    @Test
    void differsWithTheOrder() {
        long ab = Digest64.append(Digest64.append(Digest64.EMPTY, 1), 2);
        long ba = Digest64.append(Digest64.append(Digest64.EMPTY, 2), 1);

        assertThat(ab).isNotEqualTo(ba);
    }

    @Test
    void differsWithWhereOneListEndsAndTheNextStarts() {
        byte[] bytes = count(16);
        Set<Long> digests = new HashSet<>();
        for (int cut = 0; cut <= 16; cut++) {
            long first = Digest64.append(Digest64.EMPTY, bytes, 0, cut);
            assertThat(digests.add(Digest64.append(first, bytes, cut, 16 - cut)))
                    .isTrue();
        }
    }

    @Test
    void mixingIsOneToOneAsFarAsAMillionValuesTell() {
        Set<Long> mixed = new HashSet<>();
        for (long value = -500_000; value < 500_000; value++) {
            mixed.add(Digest64.mix(value));
        }
        assertThat(mixed).hasSize(1_000_000);
    }

    static byte[] count(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 37 + 200);
        }
        return bytes;
    }
}
