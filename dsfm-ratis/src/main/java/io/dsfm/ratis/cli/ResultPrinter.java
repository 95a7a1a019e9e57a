package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.Result;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Prints one line for each input, in the order in which they were given, as soon as each is answered: while the next
 * line of an input that a person types is still awaited.
 *
 * <p>Threading: {@link #add} and {@link #finish} are called by the main thread; a thread of its own prints. The client's
 * window bounds what waits.
 */
final class ResultPrinter {

    /** Ends the queue. */
    private static final CompletableFuture<Result> END = new CompletableFuture<>();

    private final LinkedBlockingQueue<CompletableFuture<Result>> pending = new LinkedBlockingQueue<>();
    private final PrintWriter out;
    private final ResultText text;
    private final Thread thread = new Thread(this::printAll, "dsfm-results");

    /** The worst that happened so far; written by the thread, read after its end. */
    private ExitCode exitCode = ExitCode.OK;

    ResultPrinter(PrintWriter out, ResultText text) {
        this.out = out;
        this.text = text;
        thread.setDaemon(true);
        thread.start();
    }

    /** Prints the result when it is there and all before it are printed. */
    void add(CompletableFuture<Result> result) {
        pending.add(result);
    }

    /** Waits until everything is printed, and says how it went. */
    ExitCode finish() throws InterruptedException {
        pending.add(END);
        thread.join();
        return exitCode;
    }

    private void printAll() {
        try {
            for (CompletableFuture<Result> result = pending.take(); result != END; result = pending.take()) {
                print(result);
                if (pending.isEmpty()) {
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private void print(CompletableFuture<Result> result) {
        try {
            out.println(text.line(result.join()));
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            ExitCode failed =
                    cause instanceof IllegalArgumentException ? ExitCode.FAILED : FailureReport.exitCode(cause);
            if (failed.code() > exitCode.code()) {
                exitCode = failed;
            }
            out.println(text.failure(String.valueOf(cause.getMessage())));
        }
    }
}
