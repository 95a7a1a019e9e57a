package io.dsfm.sample.matching.demo.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.sample.matching.demo.remote.Frame.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static final List<Frame> FRAMES = List.of(
            new Frame(Kind.RESUME, 7, new byte[] {0, 0, 0, 1}),
            new Frame(Kind.SUBMIT, Long.MAX_VALUE, "input".getBytes(StandardCharsets.UTF_8)),
            new Frame(Kind.RESUMED, 0),
            new Frame(Kind.RELEASED, 1, new byte[300]),
            new Frame(Kind.SETTLED, 2, new byte[] {-1}),
            new Frame(Kind.FAILED, -1));

    @Test
    void areReadAsTheyWereWritten() throws IOException {
        FrameAdapter in = new FrameAdapter(new ByteArrayInputStream(bytes(FRAMES)));

        for (Frame frame : FRAMES) {
            assertThat(in.next()).usingRecursiveComparison().isEqualTo(frame);
        }
        assertThat(in.next()).isNull();
    }

    @Test
    void thoseBeforeACutAreReadAndTheOneThatIsCutIsNot() throws IOException {
        byte[] all = bytes(FRAMES);
        for (int length = 0; length <= all.length; length++) {
            FrameAdapter in = new FrameAdapter(new ByteArrayInputStream(Arrays.copyOf(all, length)));
            int end = 0;
            for (Frame frame : FRAMES) {
                end += frame.encode().length;
                if (end <= length) {
                    assertThat(in.next()).as("cut at %d", length).isNotNull();
                }
            }
            assertThat(in.next()).as("cut at %d", length).isNull();
        }
    }

    @Test
    void whatElseIsPrintedAmongThemIsRefused() {
        byte[] words = "OpenJDK 64-Bit Server VM warning: ...".getBytes(StandardCharsets.UTF_8);
        FrameAdapter in = new FrameAdapter(new ByteArrayInputStream(words));
        byte[] unknownKind = new Frame(Kind.RESUMED, 0).encode();
        unknownKind[Frame.LENGTH_BYTES] = 99;
        FrameAdapter other = new FrameAdapter(new ByteArrayInputStream(unknownKind));

        assertThatThrownBy(in::next)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a frame");
        assertThatThrownBy(other::next)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind=99");
    }

    @Test
    void comeInTheOrderInWhichTheyWerePublishedThroughAPipeThatIsSmallerThanThey() throws IOException {
        PipedOutputStream out = new PipedOutputStream();
        FrameAdapter in = new FrameAdapter(new PipedInputStream(out, 100));
        try (FramePublisher publisher = new FramePublisher(out, "test")) {
            for (int i = 0; i < 1_000; i++) {
                publisher.publish(new Frame(Kind.SUBMIT, i, new byte[i]));
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(in.next()).usingRecursiveComparison().isEqualTo(new Frame(Kind.SUBMIT, i, new byte[i]));
            }
        }
    }

    private static byte[] bytes(List<Frame> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.forEach(frame -> bytes.writeBytes(frame.encode()));
        return bytes.toByteArray();
    }
}
