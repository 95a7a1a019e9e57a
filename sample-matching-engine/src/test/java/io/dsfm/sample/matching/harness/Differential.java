package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.flow.OrderFlow;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Feeds one stream of commands to two variants and compares reply, events and digest after every command, and now and
 * then the snapshots, each of which the other variant then goes on from.
 */
public final class Differential {

    private final List<Supplier<StateMachine>> variants;
    private final List<OrderFlow> clients;
    private final long snapshotEvery;
    private final String howToRepeat;
    private Engine first;
    private Engine second;

    /**
     * A run of two variants.
     *
     * @param first creates instances of one variant
     * @param second creates instances of the other
     * @param clients the flow of each client; they take turns
     * @param snapshotEvery the number of commands between two exchanges of snapshots
     * @param howToRepeat the seed and a line that repeats the run
     */
    public Differential(
            Supplier<StateMachine> first,
            Supplier<StateMachine> second,
            List<OrderFlow> clients,
            long snapshotEvery,
            String howToRepeat) {
        this.variants = List.of(first, second);
        this.clients = clients;
        this.snapshotEvery = snapshotEvery;
        this.howToRepeat = howToRepeat;
        this.first = new Engine(first.get());
        this.second = new Engine(second.get());
    }

    /** Runs to the end of the first flow that ends; gives the number of commands. */
    public long run() throws IOException {
        long commands = 0;
        while (true) {
            int client = (int) (commands % clients.size());
            byte[] command = clients.get(client).next();
            if (command == null) {
                return commands;
            }
            commands++;
            execute(commands, client + 1, command);
            if (commands % snapshotEvery == 0) {
                exchangeSnapshots(commands);
            }
        }
    }

    private void execute(long position, long clientId, byte[] command) {
        Result one = first.execute(clientId, command);
        Result other = second.execute(clientId, command);
        if (!one.isSameAs(other)) {
            throw failure(position, "outputs differ for '" + text(command) + "':\n" + one + "and\n" + other);
        }
        if (first.digest() != second.digest()) {
            throw failure(position, "digests differ after '" + text(command) + "'");
        }
    }

    private static String text(byte[] command) {
        return MatchingApplication.TEXT_FORMAT.formatInput(ByteBuffer.wrap(command));
    }

    private void exchangeSnapshots(long position) throws IOException {
        byte[] one = first.snapshot();
        byte[] other = second.snapshot();
        if (!Arrays.equals(one, other)) {
            throw failure(position, "snapshots differ");
        }
        long digest = first.digest();
        first = new Engine(variants.get(0).get());
        second = new Engine(variants.get(1).get());
        first.restore(other);
        second.restore(one);
        if (first.digest() != digest || second.digest() != digest) {
            throw failure(position, "a restored digest differs from the one before");
        }
    }

    private AssertionError failure(long position, String what) {
        return new AssertionError("divergence at command " + position + ": " + what + "\nrepeat: " + howToRepeat);
    }
}
