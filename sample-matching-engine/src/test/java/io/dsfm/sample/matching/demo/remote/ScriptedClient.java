package io.dsfm.sample.matching.demo.remote;

import io.dsfm.ratis.client.Result;
import io.dsfm.sample.matching.demo.check.ResultCodec;
import io.dsfm.sample.matching.demo.remote.Frame.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program of a client's process that needs no group. It writes down what it is told when it resumes. Then it answers as
 * many inputs as its first argument says, all at once and as soon as it has them, with half an answer to the next one; and
 * then it either waits to be killed, or ends.
 */
final class ScriptedClient {

    private ScriptedClient() {}

    /** Arguments: how many to answer, whether to end then, and a directory to tell in how far it is. */
    public static void main(String[] arguments) throws IOException {
        int answers = Integer.parseInt(arguments[0]);
        boolean ends = Boolean.parseBoolean(arguments[1]);
        Path directory = Path.of(arguments[2]);
        FrameAdapter in = new FrameAdapter(System.in);
        OutputStream out = System.out;

        Frame resume = next(in);
        int count = ByteBuffer.wrap(resume.payload()).getInt();
        List<Long> outstanding = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outstanding.add(next(in).number());
        }
        Files.writeString(directory.resolve("resumed"), "at " + resume.number() + " with " + outstanding);
        out.write(new Frame(Kind.RESUMED, 0).encode());
        out.flush();

        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (int i = 0; i < answers; i++) {
            told.writeBytes(answer(next(in).number()));
        }
        byte[] part = answer(answers + 1L);
        told.write(Arrays.copyOf(part, part.length / 2));
        out.write(told.toByteArray());
        out.flush();
        Files.writeString(directory.resolve("told"), "");
        while (!ends && in.next() != null) {
            // waits for the end
        }
    }

    static Result result(long requestNumber) {
        return new Result(requestNumber, 0, 10 * requestNumber, 0, new byte[] {(byte) requestNumber}, List.of());
    }

    private static byte[] answer(long number) {
        return new Frame(Kind.SETTLED, number, ResultCodec.encode(result(number))).encode();
    }

    private static Frame next(FrameAdapter in) throws IOException {
        Frame frame = in.next();
        if (frame == null) {
            throw new IllegalStateException("standard input ended");
        }
        return frame;
    }
}
