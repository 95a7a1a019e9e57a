package io.dsfm.sample.matching.demo.remote;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.sample.matching.demo.check.ResultCodec;
import io.dsfm.sample.matching.demo.load.GroupEntry;
import io.dsfm.sample.matching.demo.load.OrderEntry;
import io.dsfm.sample.matching.demo.load.Outstanding;
import io.dsfm.sample.matching.demo.load.Outstanding.Input;
import io.dsfm.sample.matching.demo.remote.Frame.Kind;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The program that a client's process runs: submits what comes on standard input, and tells on standard output what becomes of
 * it. It ends at once when standard input ends, so that it does not outlive the process that started it, however that dies.
 *
 * <p>Threading: the main thread reads, all the time, so that it sees the end; another resumes; the group's client tells.
 */
final class TetheredClient implements OrderEntry.Receiver {

    /** As if by SIGKILL. */
    private static final int TORN = 137;

    private static final int FAILED = 1;

    private final FrameAdapter in;
    private final FramePublisher out;
    private final OrderEntry entry;

    private TetheredClient(ClientOptions options, InputStream in, OutputStream out) {
        this.in = new FrameAdapter(in);
        this.out = new FramePublisher(out, "frames");
        this.entry = new GroupEntry(options, this);
    }

    /** The arguments with which {@link #main} becomes a client with these options. */
    static List<String> arguments(ClientOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                options.group(),
                Long.toString(options.clientId()),
                Integer.toString(options.window()),
                options.deadline().toString()));
        options.addresses().forEach(address -> arguments.add(address.toString()));
        return arguments;
    }

    static ClientOptions options(List<String> arguments) {
        return new ClientOptions(
                arguments.stream().skip(4).map(HostPort::parse).toList(),
                arguments.get(0),
                Long.parseLong(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Duration.parse(arguments.get(3)));
    }

    /** Runs a client. */
    @SuppressWarnings("CatchAndPrintStackTrace") // to the log, before the end
    public static void main(String[] arguments) {
        System.setOut(System.err); // before anything prints: standard output is for frames
        int status = FAILED;
        try {
            new TetheredClient(
                            options(Arrays.asList(arguments)),
                            new FileInputStream(FileDescriptor.in),
                            new FileOutputStream(FileDescriptor.out))
                    .run();
            status = TORN;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /** Returns when standard input ends. */
    private void run() throws IOException {
        for (Frame frame = in.next(); frame != null; frame = in.next()) {
            switch (frame.kind()) {
                case RESUME -> resume(frame);
                case SUBMIT -> entry.submit(frame.number(), frame.payload());
                case RESUMED, RELEASED, SETTLED, FAILED ->
                    throw new IllegalStateException("not for a client: kind=" + frame.kind());
            }
        }
    }

    private void resume(Frame frame) throws IOException {
        int count = ByteBuffer.wrap(frame.payload()).getInt();
        List<Input> inputs = new ArrayList<>(count);
        while (inputs.size() < count) {
            Frame input = in.next();
            if (input == null) {
                throw new EOFException("standard input ended over the inputs of an earlier life");
            }
            inputs.add(new Input(input.number(), input.payload()));
        }
        Outstanding outstanding = new Outstanding(inputs, frame.number());
        Thread resuming = new Thread(() -> resume(outstanding), "resuming");
        resuming.setDaemon(true);
        resuming.start();
    }

    /** What comes on standard input next comes after this has told that it is done. */
    private void resume(Outstanding outstanding) {
        try {
            out.publish(new Frame(Kind.RESUMED, entry.resume(outstanding)));
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
            onEnded(e);
        }
    }

    @Override
    public void onReleased(long requestNumber, Result result) {
        out.publish(new Frame(Kind.RELEASED, requestNumber, ResultCodec.encode(result)));
    }

    @Override
    public void onSettled(long requestNumber, Result result) {
        out.publish(new Frame(Kind.SETTLED, requestNumber, ResultCodec.encode(result)));
    }

    @Override
    public void onFailed(long requestNumber, Throwable cause) {
        out.publish(new Frame(Kind.FAILED, requestNumber, cause.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void onEnded(Throwable cause) {
        onFailed(ClientProcess.ALL, cause);
    }
}
