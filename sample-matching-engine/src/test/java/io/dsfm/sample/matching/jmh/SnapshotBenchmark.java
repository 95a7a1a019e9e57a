package io.dsfm.sample.matching.jmh;

import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to write the snapshot of a book to memory, and to restore it into a fresh engine. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class SnapshotBenchmark {

    /** How many orders rest. */
    @Param("1000000")
    public int restingOrders;

    /** Which variant. */
    @Param({"ladder", "tree"})
    public String book = "ladder";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] snapshot = {};

    @SuppressWarnings("NullAway.Init") // set before every trial
    private StateMachine full;

    @SuppressWarnings("NullAway.Init") // set before every call
    private StateMachine fresh;

    /** Called by JMH. */
    public SnapshotBenchmark() {}

    /** Fills an engine. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        VariantBook filled = new VariantBook(book, Workload.MOST);
        Workload orders = Workload.of("new", restingOrders);
        Batch batch = new Batch(Workload.MOST);
        while (orders.fill(batch, filled.restingOrders())) {
            filled.load(batch);
            filled.execute();
            batch.clear();
        }
        full = filled.engine();
        full.writeSnapshot(out);
        snapshot = out.toByteArray();
    }

    /** Makes room. */
    @Setup(Level.Invocation)
    public void prepare() {
        out.reset();
        fresh = VariantBook.create(book);
    }

    /** Writes a snapshot. */
    @Benchmark
    public int write() throws IOException {
        full.writeSnapshot(out);
        return out.size();
    }

    /** Restores a snapshot, which checks its digest. */
    @Benchmark
    public long restore() throws IOException {
        fresh.restoreSnapshot(new ByteArrayInputStream(snapshot));
        return fresh.digest();
    }

    long fullDigest() {
        return full.digest();
    }
}
