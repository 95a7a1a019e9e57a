package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A replicated application that runs in processes of its own, with clients connected to it, ready for load.
 *
 * <p>Threading: one thread at a time; futures complete on any thread.
 */
interface Contestant extends AutoCloseable {

    /** The most requests that anyone may have under way with one, over all clients. */
    int REQUESTS_UNDER_WAY_MAX = 4_096;

    /** The id with which the application sees the inputs of a client. */
    static long clientId(int client) {
        return client + 1L;
    }

    /** What it is called in a report. */
    String name();

    /** What it was set up with, for whoever reads the figures: the name of each setting and its value, in order. */
    Map<String, String> settings();

    /** How many clients are connected. */
    int clients();

    /**
     * Submits an input. The future fails if it is not known to have been executed.
     *
     * @param client whose input, from 0
     */
    CompletableFuture<Result> submit(int client, byte[] input);

    /** The processes that replicate, in order; not this one, which holds the clients. */
    List<Long> serverProcesses();

    /** The place of the process that leads, once one does. */
    int awaitLeader() throws InterruptedException;

    /** Kills a process, as {@code kill -9} does, and waits until it is gone. */
    void kill(int server) throws InterruptedException;

    /** Starts a process again that was killed; returns when it has caught up with the others. */
    void restart(int server) throws InterruptedException;

    /** Ends the clients and the processes. */
    @Override
    void close();
}
