package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A snapshot's stream gives few bytes at once, and all of them to each who reads as streams are read. */
final class PiecemealStreamTest {

    private static final byte[] BYTES = new SeededRandom(1).bytes(20_000);

    /** A way to read a stream. */
    @FunctionalInterface
    interface Reading {
        byte[] all(InputStream in) throws IOException;
    }

    static Stream<Reading> readings() {
        return Stream.of(
                InputStream::readAllBytes,
                in -> in.readNBytes(BYTES.length),
                in -> {
                    byte[] bytes = new byte[BYTES.length];
                    assertThat(in.readNBytes(bytes, 0, bytes.length)).isEqualTo(bytes.length);
                    return bytes;
                },
                in -> {
                    byte[] bytes = new byte[BYTES.length];
                    new DataInputStream(new BufferedInputStream(in)).readFully(bytes);
                    return bytes;
                },
                in -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    in.transferTo(out);
                    return out.toByteArray();
                },
                in -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    for (int next = in.read(); next >= 0; next = in.read()) {
                        out.write(next);
                    }
                    return out.toByteArray();
                });
    }

    @ParameterizedTest
    @MethodSource("readings")
    void givesAllBytes(Reading reading) throws IOException {
        PiecemealStream stream = new PiecemealStream(BYTES);

        assertThat(reading.all(stream)).isEqualTo(BYTES);
        assertThat(stream.unread()).isZero();
        assertThat(stream.read()).isEqualTo(-1);
    }
}
