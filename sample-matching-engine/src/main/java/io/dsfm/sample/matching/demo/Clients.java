package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.sample.matching.demo.check.Journal;
import io.dsfm.sample.matching.demo.load.Trader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The clients of a run, and their journals.
 *
 * <p>Threading: one thread.
 */
final class Clients implements AutoCloseable {

    private final Path directory;
    private final List<Journal> journals = new ArrayList<>();
    private final List<Trader> traders = new ArrayList<>();

    /** None yet; their journals will be in the directory. */
    Clients(Path directory) {
        this.directory = directory;
    }

    /** Connects {@code count} clients with the ids from {@code firstId} on, and waits until each has its session. */
    void connect(List<HostPort> addresses, long firstId, int count, int window, Duration deadline)
            throws IOException, InterruptedException {
        for (long id = firstId; id < firstId + count; id++) {
            Journal journal = new Journal(directory, id);
            journals.add(journal);
            try {
                traders.add(Trader.connect(new ClientOptions(addresses, "", id, window, deadline), journal));
            } catch (ExecutionException | TimeoutException | IllegalStateException e) {
                throw new ClusterException("the group opens no session: clientId=" + id + ", " + e, e);
            }
        }
    }

    List<Trader> traders() {
        return List.copyOf(traders);
    }

    List<Journal> journals() {
        return List.copyOf(journals);
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
        traders.forEach(Trader::close);
        for (Journal journal : journals) {
            journal.close();
        }
    }
}
