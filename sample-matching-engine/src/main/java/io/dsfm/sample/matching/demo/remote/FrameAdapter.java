package io.dsfm.sample.matching.demo.remote;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link IllegalArgumentException} for bytes that are not a frame; nothing can be read from then on.
 */
final class FrameAdapter {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;

    FrameAdapter(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /**
     * The next frame; waits for it. Null at the end. A frame that the end cuts short was never written: whoever wrote it was
     * killed over it.
     */
    @Nullable
    Frame next() throws IOException {
        byte[] prefix = in.readNBytes(Frame.LENGTH_BYTES);
        if (prefix.length < Frame.LENGTH_BYTES) {
            return null;
        }
        int length = Frame.requireLength(ByteBuffer.wrap(prefix).getInt());
        byte[] rest = in.readNBytes(length);
        return rest.length < length ? null : Frame.decode(rest);
    }
}
