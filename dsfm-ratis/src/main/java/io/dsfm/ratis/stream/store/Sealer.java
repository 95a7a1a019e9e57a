package io.dsfm.ratis.stream.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forces files that are complete to the disk and closes them, beside the thread that writes: results that come meanwhile do
 * not wait for it. A file that the power failed before is found damaged when it is read.
 *
 * <p>Threading: one thread calls; {@code forcing} does the work.
 *
 * <p>Failure: a file that could not be forced is told of with the next {@link #check} or {@link #close}.
 */
final class Sealer {

    private static final long CLOSE_MILLIS = 10_000;

    private final ExecutorService forcing;
    private volatile @Nullable IOException failure;

    Sealer(ExecutorService forcing) {
        this.forcing = forcing;
    }

    /** One with a thread of its own, which is there while there is something to do; as many wait as there are files. */
    static Sealer start() {
        ThreadPoolExecutor forcing =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "stream-seal");
                    thread.setDaemon(true);
                    return thread;
                });
        forcing.allowCoreThreadTimeOut(true);
        return new Sealer(forcing);
    }

    /** Forces and closes it, some time. */
    void seal(FileChannel file) {
        forcing.execute(() -> {
            try (file) {
                file.force(true);
            } catch (IOException e) {
                failure = e;
            }
        });
    }

    /** Throws if a file was not forced. */
    void check() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new IOException("results were not forced to the disk: " + failed.getMessage(), failed);
        }
    }

    /** Waits for what there is to do. */
    void close() throws IOException {
        forcing.shutdown();
        try {
            if (!forcing.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("results were not forced to the disk in time: waitedMillis=" + CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while results were forced to the disk", e);
        }
        check();
    }

    /** What there is to do is still done, without anybody waiting for it. */
    void abandon() {
        forcing.shutdown();
    }
}
