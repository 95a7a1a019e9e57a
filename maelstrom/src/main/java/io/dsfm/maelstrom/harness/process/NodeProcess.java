package io.dsfm.maelstrom.harness.process;

import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.Network;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One process of a node: what arrives goes to its input, a line each, and its lines of output to the network; what it says on
 * standard error is appended to a file.
 *
 * <p>Threading: any thread; one thread of its own reads, one writes.
 */
final class NodeProcess {

    /** What a process does not read, while it is stopped for instance; more is lost, and counted. */
    static final int LONGEST_INPUT = 50_000;

    private static final long PATIENCE_SECONDS = 10;

    private final String id;
    private final Network network;
    private final Process process;
    private final BlockingQueue<String> input = new ArrayBlockingQueue<>(LONGEST_INPUT);
    private final AtomicLong overflowed = new AtomicLong();
    private final Thread reader;
    private final Thread writer;
    private volatile boolean isExpectedToEnd;

    private NodeProcess(String id, Process process, Network network) {
        this.id = id;
        this.network = network;
        this.process = process;
        this.reader = daemon(id + "-reader", this::read);
        this.writer = daemon(id + "-writer", this::write);
    }

    /** Starts the process and joins the network. */
    static NodeProcess start(
            String id, List<String> command, Map<String, String> environment, Path directory, Path log, Network network)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        NodeProcess node = new NodeProcess(id, builder.start(), network);
        network.attachNode(id, node::deliver);
        node.reader.start();
        node.writer.start();
        return node;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void deliver(Message message) {
        if (!input.offer(message.line())) {
            overflowed.incrementAndGet();
        }
    }

    private void read() {
        try (LineReader lines = new LineReader(process.getInputStream())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                network.sendLine(id, line);
            }
        } catch (IOException e) {
            // The pipe of a process that was killed may end so.
        }
        if (!isExpectedToEnd) {
            network.fail(id + ": ended by itself, or closed its output: " + exit());
        }
    }

    private String exit() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    ? "exit status " + process.exitValue()
                    : "still running";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private void write() {
        try (BufferedWriter lines = process.outputWriter(StandardCharsets.UTF_8)) {
            while (true) {
                String line = input.poll(1, TimeUnit.SECONDS);
                if (line == null) {
                    if (!process.isAlive()) {
                        return;
                    }
                    continue;
                }
                lines.write(line);
                lines.write('\n');
                if (input.isEmpty()) {
                    lines.flush();
                }
            }
        } catch (IOException e) {
            // It is dead; the reader says so if nobody wanted that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages that it did not read in time. */
    long overflowed() {
        return overflowed.get();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL without waiting. */
    void destroy() {
        isExpectedToEnd = true;
        process.destroyForcibly();
    }

    /** SIGKILL; returns when the process is gone and all that it had said is on its way. */
    void kill() throws InterruptedException, IOException {
        isExpectedToEnd = true;
        network.detach(id);
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("does not die: node=" + id + ", pid=" + process.pid());
        }
        writer.interrupt();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    /** Closes its input, upon which it should end by itself; whether it did in time. */
    boolean end(long timeoutNanos) throws InterruptedException {
        isExpectedToEnd = true;
        network.detach(id);
        writer.interrupt();
        return process.waitFor(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** SIGSTOP: it stands still. */
    void suspend() throws InterruptedException, IOException {
        signal("STOP");
    }

    /** SIGCONT: it goes on. */
    void resume() throws InterruptedException, IOException {
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException, IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("no such signal could be sent: signal=" + name + ", node=" + id);
        }
    }
}
