package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A replicated application that runs in processes of its own, with one client connected to it, ready for load.
 *
 * <p>Threading: {@link #submit} by one thread at a time; futures complete on any thread.
 */
interface Contestant extends AutoCloseable {

    /** The client id with which the application sees each input. */
    long CLIENT_ID = 1;

    /** The most requests that anyone may have under way with one. */
    int REQUESTS_UNDER_WAY_MAX = 4_096;

    /** What it is called in a report. */
    String name();

    /** What it was set up with, for whoever reads the figures: the name of each setting and its value, in order. */
    Map<String, String> settings();

    /** The processes that replicate; not this one, which holds the client. */
    List<Long> serverProcesses();

    /** Submits an input. The future fails if it is not known to have been executed. */
    CompletableFuture<Result> submit(byte[] input);

    /** Ends the client and the processes. */
    @Override
    void close();
}
