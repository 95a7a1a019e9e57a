package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Answers each request in a given time of a clock of its own, and can be told to stand still for a while. An answer is its
 * input's number.
 */
final class FakeContestant implements Contestant, LoadClock {

    private final long answerNanos;
    private final List<String> submissions = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private long sequence;
    private int leader;
    private int kills;
    private int restarts;
    private long stallAtNanos = Long.MAX_VALUE;
    private long stallNanos;
    private long failFrom = Long.MAX_VALUE;

    FakeContestant(long answerNanos) {
        this.answerNanos = answerNanos;
    }

    /** Stands still once, from so long after now on, at the next request. */
    void stall(long afterNanos, long forNanos) {
        stallAtNanos = now + afterNanos;
        stallNanos = forNanos;
    }

    /** Fails every request from this sequence on. */
    void failFrom(long first) {
        failFrom = first;
    }

    @Override
    public CompletableFuture<Result> submit(int client, byte[] input) {
        submissions.add(client + ":" + input[0]);
        now += answerNanos;
        if (now >= stallAtNanos) {
            now += stallNanos;
            stallAtNanos = Long.MAX_VALUE;
        }
        sequence++;
        if (sequence >= failFrom) {
            return CompletableFuture.failedFuture(new IllegalStateException("told to fail"));
        }
        return CompletableFuture.completedFuture(new Result(sequence, sequence, sequence, now, input, List.of()));
    }

    /** Inputs that are told apart. */
    static InputFlow numbers() {
        long[] last = {0};
        return () -> ByteBuffer.allocate(8).putLong(0, ++last[0]).array();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void awaitNanos(long dueNanos) {
        now = Math.max(now, dueNanos);
    }

    /** Which client submitted what, by its first byte. */
    List<String> submissions() {
        return submissions;
    }

    @Override
    public int clients() {
        return 1;
    }

    @Override
    public int awaitLeader() {
        return leader;
    }

    @Override
    public void kill(int server) {
        leader = (leader + 1) % 3;
        kills++;
    }

    @Override
    public void restart(int server) {
        restarts++;
    }

    /** How often a leader was killed, and one started again. */
    List<Integer> killsAndRestarts() {
        return List.of(kills, restarts);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public List<Long> serverProcesses() {
        return List.of();
    }

    @Override
    public void close() {}
}
