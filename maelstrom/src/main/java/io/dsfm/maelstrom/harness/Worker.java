package io.dsfm.maelstrom.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.harness.net.ErrorCode;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import io.dsfm.maelstrom.harness.operation.NodeRpc;
import io.dsfm.maelstrom.harness.operation.Operation;
import io.dsfm.maelstrom.harness.operation.Workload;
import io.dsfm.maelstrom.harness.operation.WorkloadClient;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A place for clients: one at a time does operations, and when nobody knows how one ended, another process takes the place,
 * under a number that nobody has had. The client is gone then too, unless the workload's are reusable; also after a timeout
 * of something without effect.
 *
 * <p>Threading: one thread.
 */
final class Worker {

    /** Marks the results of operations after all faults, as agreed with the checkers. */
    static final String FINAL = "final";

    private static final long RETRY_MILLIS = 100;

    private final int thread;
    private final int concurrency;
    private final String node;
    private final Duration timeout;
    private final Workload workload;
    private final Network network;
    private final HistoryRecorder history;

    private int process;
    private @Nullable RpcClient rpc;
    private @Nullable WorkloadClient client;

    Worker(
            int thread,
            int concurrency,
            String node,
            Duration timeout,
            Workload workload,
            Network network,
            HistoryRecorder history) {
        this.thread = thread;
        this.concurrency = concurrency;
        this.node = node;
        this.timeout = timeout;
        this.workload = workload;
        this.network = network;
        this.history = history;
        this.process = thread;
    }

    /** Does operations at this pace until the latch is released. */
    void work(Pace pace, CountDownLatch end) throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            if (end.await(Math.max(0, pace.nextNanos(now) - now), TimeUnit.NANOSECONDS)) {
                return;
            }
            perform(null);
        }
    }

    /**
     * Does the final operations, each again until it succeeds.
     *
     * @return null if all did by the deadline, else which did not and why
     */
    @Nullable
    String finish(long deadlineNanos) throws InterruptedException {
        List<Operation> finals;
        synchronized (workload) {
            finals = workload.finals(thread);
        }
        int done = 0;
        while (done < finals.size()) {
            Operation operation = finals.get(done);
            JsonNode result = perform(operation);
            boolean isDone = result != null && !workload.isToRepeat(operation, result);
            if (isDone) {
                done++;
            } else if (client == null) {
                done = 0; // another begins anew: it knows nothing of what was done before
            }
            if (result == null) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
            if (network.error() != null) {
                return null; // the run is broken anyway, for that reason
            }
            if (!isDone && System.nanoTime() - deadlineNanos > 0) {
                return node + " does not serve after the faults: operation=" + operation.function();
            }
        }
        return null;
    }

    /** One operation, the workload's next one if none is given; its result, or null if it did not succeed. */
    private @Nullable JsonNode perform(@Nullable Operation given) throws InterruptedException {
        RpcClient openRpc = rpc;
        WorkloadClient openClient = client;
        if (openRpc == null || openClient == null) {
            openRpc = new RpcClient(network);
            openClient = workload.client(new NodeRpc(openRpc, node, timeout));
            rpc = openRpc;
            client = openClient;
        }
        Operation operation;
        synchronized (workload) {
            operation = openClient.prepare(given == null ? workload.next(thread) : given);
        }
        history.add(HistoryEvent.Type.INVOKE, process, operation.function(), operation.value(), null);
        try {
            JsonNode result = openClient.invoke(operation);
            history.add(
                    HistoryEvent.Type.OK, process, operation.function(), result, operation.isFinal() ? FINAL : null);
            return result;
        } catch (RpcException e) {
            if (e.isDefinite() || !operation.hasEffect()) {
                history.add(HistoryEvent.Type.FAIL, process, operation.function(), operation.value(), e.getMessage());
                if (e.code() == ErrorCode.TIMEOUT && !workload.hasReusableClients()) {
                    process += concurrency; // what the client had read it has not
                    giveUp(openRpc);
                }
            } else {
                history.add(HistoryEvent.Type.INFO, process, operation.function(), operation.value(), e.getMessage());
                synchronized (workload) {
                    workload.onInfo(operation);
                }
                process += concurrency;
                if (!workload.hasReusableClients()) {
                    giveUp(openRpc);
                }
            }
            return null;
        }
    }

    private void giveUp(RpcClient given) {
        given.close();
        rpc = null;
        client = null;
    }
}
