package io.dsfm.sample.matching.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A filled book and a workload, which are measured batch by batch. */
@State(Scope.Thread)
public class BookTrial {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A column of the tables. */
    @Param({"new", "cancel", "replace", "sweep", "mix"})
    public String column = "new";

    /** How many orders rest. */
    @Param({"10000", "1000000"})
    public int restingOrders;

    /** Whose book. */
    @Param({"ladder-book", "ladder", "direct", "tree-book", "tree", "naive"})
    public String book = "ladder";

    private final Batch batch = new Batch(Workload.MOST);

    @SuppressWarnings("NullAway.Init") // set before every trial
    private MeasuredBook measured;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private Workload workload;

    private boolean hasRun;
    private long allocatedBefore;

    /** Called by JMH. */
    public BookTrial() {}

    /** Fills the book. */
    @Setup(Level.Trial)
    public void fill() {
        measured = book(book);
        workload = Workload.of(column, restingOrders);
        while (workload.fill(batch, measured.restingOrders())) {
            runUnmeasured();
        }
    }

    private static MeasuredBook book(String name) {
        return switch (name) {
            case "direct" -> ExchangeCoreBook.direct(Workload.MOST);
            case "ladder-book" -> new BareVariant("ladder", Workload.MOST);
            case "tree-book" -> new BareVariant("tree", Workload.MOST);
            case "naive" -> ExchangeCoreBook.naive(Workload.MOST);
            default -> new VariantBook(name, Workload.MOST);
        };
    }

    /** Brings the book back and prepares the next batch. */
    @Setup(Level.Invocation)
    public void prepare() {
        if (hasRun) {
            workload.restore(batch);
            runUnmeasured();
        }
        hasRun = true;
        workload.next(batch);
        measured.load(batch);
        batch.clear();
        allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    }

    private void runUnmeasured() {
        measured.load(batch);
        measured.execute();
        batch.clear();
    }

    /** Executes the batch. */
    long run() {
        long start = System.nanoTime();
        long result = measured.execute();
        MedianProfiler.batch(System.nanoTime() - start);
        return result;
    }

    /** Counts what the batch has allocated. */
    @TearDown(Level.Invocation)
    public void count() {
        AllocationProfiler.count(THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore, Workload.BATCH);
    }

    /** Makes sure that what was measured is what was meant. */
    @TearDown(Level.Trial)
    public void check() {
        if (measured.refused() > 0) {
            throw new IllegalStateException("commands were refused: refused=" + measured.refused());
        }
        if (measured.restingOrders() < restingOrders - Workload.MOST) {
            throw new IllegalStateException("the book has lost orders: restingOrders=" + measured.restingOrders());
        }
    }

    MeasuredBook measured() {
        return measured;
    }
}
