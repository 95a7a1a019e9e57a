package io.dsfm.sample.matching.demo.remote;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.cluster.NodeCommandLine;
import io.dsfm.sample.matching.demo.check.ResultCodec;
import io.dsfm.sample.matching.demo.load.OrderEntry;
import io.dsfm.sample.matching.demo.load.Outstanding;
import io.dsfm.sample.matching.demo.remote.Frame.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client in a process of its own, through all its lives.
 *
 * <p>A result in the pipe when the process dies has come, and counts: the pipe is read to its end before {@link #kill}
 * returns. One of which only a part was written has not come, and is learnt in the next life.
 *
 * <p>Threading: as {@link OrderEntry}; results come on a thread of each life, the last of one before the first of the next.
 */
public final class ClientProcess implements OrderEntry {

    /** As the number of a request: all of them. */
    static final long ALL = 0;

    private static final int HEAP_MEGABYTES = 128;
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);
    /** Of a process that SIGKILL has ended. */
    private static final int KILLED_STATUS = 137;

    /** For a JVM to start, beside what the client is granted for its session and for what it learns. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /**
     * What the JVM itself has to say would else be on standard output, among the frames.
     */
    private static final List<String> QUIET =
            List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning:stderr");

    private final List<String> command;
    private final Path log;
    private final Duration patience;
    private final Receiver receiver;
    private @Nullable Life life;

    /**
     * Starts nothing yet.
     *
     * @param log where all its processes print to, one after the other
     */
    public ClientProcess(ClientOptions options, Path log, Receiver receiver) {
        this(
                command(TetheredClient.class, TetheredClient.arguments(options)),
                log,
                START_TIMEOUT.plus(options.deadline().multipliedBy(2)),
                receiver);
    }

    ClientProcess(List<String> command, Path log, Duration patience, Receiver receiver) {
        this.command = List.copyOf(command);
        this.log = log;
        this.patience = patience;
        this.receiver = receiver;
    }

    static List<String> command(Class<?> program, List<String> arguments) {
        return NodeCommandLine.of(program, HEAP_MEGABYTES, QUIET, arguments);
    }

    @Override
    public long resume(Outstanding outstanding)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        if (life != null) {
            throw new IllegalStateException("the client's process runs already: pid=" + pid());
        }
        Life started = new Life(new ProcessBuilder(command)
                .directory(log.toAbsolutePath().getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        life = started;
        return started.resume(outstanding);
    }

    @Override
    public void submit(long requestNumber, byte[] input) {
        Life present = living();
        Throwable end = present.end;
        if (end != null) {
            receiver.onFailed(requestNumber, end);
        } else {
            present.out.publish(new Frame(Kind.SUBMIT, requestNumber, input));
        }
    }

    /**
     * SIGKILL. Returns when the process is gone, and everything that it had written has been heard.
     *
     * @throws IllegalStateException if it had ended by itself before
     */
    public void kill() throws InterruptedException, TimeoutException {
        living().kill();
        life = null;
    }

    /** How the present process ended, if it has, and nobody had killed it. */
    public Optional<String> ownEnd() {
        Life present = life;
        Throwable end = present == null || present.killed ? null : present.end;
        return Optional.ofNullable(end).map(Throwable::getMessage);
    }

    /** The id of the present process. */
    public long pid() {
        return living().process.pid();
    }

    private Life living() {
        Life present = life;
        if (present == null) {
            throw new IllegalStateException("the client has no process: log=" + log);
        }
        return present;
    }

    /** Nothing is told to the group: it keeps the session. */
    @Override
    public void close() {
        Life present = life;
        if (present != null) {
            try {
                present.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | IllegalStateException e) {
                // it is signalled, and its tether is cut; that it had ended before was there to be asked
            }
        }
    }

    /** One process. */
    private final class Life {

        final Process process;
        final FramePublisher out;
        final CompletableFuture<Long> resumed = new CompletableFuture<>();
        private final Thread reader;
        private volatile boolean killed;
        /** Why there is nothing more to hear; null while there may be. */
        private volatile @Nullable Throwable end;

        Life(Process process) {
            this.process = process;
            out = new FramePublisher(process.getOutputStream(), "demo-client-out");
            reader = new Thread(this::read, "demo-client-in");
            reader.setDaemon(true);
            reader.start();
        }

        long resume(Outstanding outstanding) throws InterruptedException, ExecutionException, TimeoutException {
            byte[] count = ByteBuffer.allocate(Integer.BYTES)
                    .putInt(outstanding.inputs().size())
                    .array();
            out.publish(new Frame(Kind.RESUME, outstanding.nextSequence(), count));
            outstanding
                    .inputs()
                    .forEach(input -> out.publish(new Frame(Kind.SUBMIT, input.requestNumber(), input.bytes())));
            return resumed.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        void kill() throws InterruptedException, TimeoutException {
            killed = true;
            signal();
            out.close();
            if (!process.waitFor(SIGNAL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("the client's process does not end: pid=" + process.pid());
            }
            reader.join(SIGNAL_TIMEOUT.toMillis());
            if (reader.isAlive()) {
                throw new TimeoutException("the client's pipe does not end: pid=" + process.pid());
            }
            if (process.exitValue() != KILLED_STATUS) {
                throw new IllegalStateException("the client's process had ended before it was killed: pid="
                        + process.pid() + ", exitStatus=" + process.exitValue() + ", log=" + log);
            }
        }

        /** Not {@link Process#destroyForcibly}, which also closes the pipe, with all the results that are in it. */
        private void signal() {
            process.toHandle().destroyForcibly();
        }

        private void read() {
            FrameAdapter in = new FrameAdapter(process.getInputStream());
            try {
                for (Frame frame = in.next(); frame != null; frame = in.next()) {
                    hear(frame);
                }
                onEnd(null);
            } catch (IOException | RuntimeException | Error e) {
                signal(); // what it goes on to say would not be heard
                onEnd(e);
            }
        }

        private void hear(Frame frame) {
            long number = frame.number();
            switch (frame.kind()) {
                case RESUMED -> resumed.complete(number);
                case RELEASED -> receiver.onReleased(number, ResultCodec.decode(frame.payload()));
                case SETTLED -> receiver.onSettled(number, ResultCodec.decode(frame.payload()));
                case FAILED -> fail(number, new String(frame.payload(), StandardCharsets.UTF_8));
                case RESUME, SUBMIT -> throw new IllegalArgumentException("not from a client: kind=" + frame.kind());
            }
        }

        private void fail(long number, String why) {
            IllegalStateException failure = new IllegalStateException(why);
            if (number == ALL) {
                resumed.completeExceptionally(failure);
            } else {
                receiver.onFailed(number, failure);
            }
        }

        private void onEnd(@Nullable Throwable cause) {
            IllegalStateException ended = new IllegalStateException(
                    "the client's process ended: pid=" + process.pid() + ", log=" + log
                            + (cause == null ? "" : ", " + cause),
                    cause);
            end = ended; // before it is told: what is submitted from now on fails by itself
            resumed.completeExceptionally(ended);
            if (!killed || cause != null) {
                receiver.onEnded(ended);
            }
        }
    }
}
