package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.sample.matching.demo.check.Journal;
import io.dsfm.sample.matching.demo.load.GroupEntry;
import io.dsfm.sample.matching.demo.load.OrderEntry;
import io.dsfm.sample.matching.demo.load.Trader;
import io.dsfm.sample.matching.demo.remote.ClientProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a run, and their journals.
 *
 * <p>Threading: one thread.
 */
final class Clients implements AutoCloseable {

    private final Path directory;
    private final List<Journal> journals = new ArrayList<>();
    private final List<Trader> traders = new ArrayList<>();

    private @Nullable ClientProcess mortal;

    /** None yet; their journals will be in the directory. */
    Clients(Path directory) {
        this.directory = directory;
    }

    /**
     * Connects {@code count} clients with the ids from {@code firstId} on, and waits until each has its session.
     *
     * @param isFirstMortal whether the first is in a process of its own, so that it can be killed
     */
    void connect(
            List<HostPort> addresses, long firstId, int count, int window, Duration deadline, boolean isFirstMortal)
            throws IOException, InterruptedException {
        for (long id = firstId; id < firstId + count; id++) {
            ClientOptions options = new ClientOptions(addresses, "", id, window, deadline);
            connect(options, isFirstMortal && id == firstId ? this::inProcess : GroupEntry::new);
        }
    }

    private void connect(ClientOptions options, BiFunction<ClientOptions, OrderEntry.Receiver, OrderEntry> way)
            throws IOException, InterruptedException {
        Journal journal = new Journal(directory, options.clientId());
        journals.add(journal);
        try {
            traders.add(Trader.connect(journal, receiver -> way.apply(options, receiver)));
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw new ClusterException("the group opens no session: clientId=" + options.clientId() + ", " + e, e);
        }
    }

    private ClientProcess inProcess(ClientOptions options, OrderEntry.Receiver receiver) {
        ClientProcess process =
                new ClientProcess(options, directory.resolve("client-" + options.clientId() + ".log"), receiver);
        mortal = process;
        return process;
    }

    /** The process of the first client, if it has one of its own. */
    Optional<ClientProcess> mortal() {
        return Optional.ofNullable(mortal);
    }

    List<Trader> traders() {
        return List.copyOf(traders);
    }

    List<Journal> journals() {
        return List.copyOf(journals);
    }

    /** Nothing more comes. */
    void disconnect() {
        traders.forEach(Trader::close);
    }

    /** Makes all journals readable. */
    void seal() throws IOException {
        for (Journal journal : journals) {
            journal.seal();
        }
    }

    /** How many orders all of them submitted. */
    long submitted() {
        return journals.stream().mapToLong(Journal::submitted).sum();
    }

    /** How many results all of them got. */
    long answered() {
        return journals.stream().mapToLong(Journal::answered).sum();
    }

    @Override
    public void close() throws IOException {
        disconnect();
        for (Journal journal : journals) {
            journal.close();
        }
    }
}
