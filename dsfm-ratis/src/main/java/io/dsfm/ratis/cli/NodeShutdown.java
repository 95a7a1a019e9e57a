package io.dsfm.ratis.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a node in order when the process is told to end, and makes that an ordinary end: the JVM by itself would turn
 * SIGTERM into exit code 143, as if the node had been shot.
 *
 * <p>Threading: installed and closed by the main thread; acts on the JVM's shutdown thread.
 */
final class NodeShutdown implements AutoCloseable {

    /** How much longer than its own bound the node may take before the process ends without it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AutoCloseable node;
    private final Duration bound;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stop, "dsfm-shutdown");

    private NodeShutdown(AutoCloseable node, Duration bound, PrintWriter err) {
        this.node = node;
        this.bound = bound.plus(GRACE);
        this.err = err;
    }

    /** Has the node closed when the process is told to end, and the process ended when a thread fails. */
    static NodeShutdown install(AutoCloseable node, Duration bound, PrintWriter err) {
        NodeShutdown shutdown = new NodeShutdown(node, bound, err);
        Thread.setDefaultUncaughtExceptionHandler(shutdown::onUncaught);
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** The node has ended by itself: the process ends as the command says. */
    @Override
    public void close() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.join(); // the process is ending already, by the hook's word
        }
    }

    /** What the thread was to do will never be done: better no node than half a one. */
    private void onUncaught(Thread thread, Throwable failure) {
        failure.printStackTrace(err);
        end(ExitCode.INTERNAL, "internal error: thread=" + thread.getName() + ", " + failure);
    }

    private void stop() {
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = new Thread(() -> closeNode(closed), "dsfm-close");
        closing.setDaemon(true);
        closing.start();
        try {
            if (!closed.await(bound.toNanos(), TimeUnit.NANOSECONDS)) {
                end(ExitCode.FAILED, "the node did not stop in time: waited=" + bound.toSeconds() + "s");
            }
        } catch (InterruptedException e) {
            end(ExitCode.FAILED, "interrupted while the node stopped");
        }
        end(ExitCode.OK, "");
    }

    private void closeNode(CountDownLatch closed) {
        try {
            node.close();
        } catch (Exception e) {
            end(ExitCode.FAILED, "the node did not stop in order: " + e);
        }
        closed.countDown();
    }

    /** Not {@code exit}, which would wait for the hook that calls it. */
    private void end(ExitCode exitCode, String message) {
        if (!message.isEmpty()) {
            err.println("dsfm node: " + message);
            err.flush();
        }
        Runtime.getRuntime().halt(exitCode.code());
    }
}
