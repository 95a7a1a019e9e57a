package io.dsfm.sample.matching.demo.load;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.sample.matching.demo.load.Outstanding.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client of the group in this process.
 *
 * <p>Threading: as {@link OrderEntry}; results come on the client's own thread, those that are learnt on the one that resumes.
 */
public final class GroupEntry implements OrderEntry {

    private final ClientOptions options;
    private final Receiver receiver;

    /** Another thread may submit than the one that resumed. */
    private volatile @Nullable GroupClient client;

    /** Does nothing yet. */
    public GroupEntry(ClientOptions options, Receiver receiver) {
        this.options = options;
        this.receiver = receiver;
    }

    @Override
    public long resume(Outstanding outstanding) throws InterruptedException, ExecutionException, TimeoutException {
        if (client != null) {
            throw new IllegalStateException("a client resumes once: clientId=" + options.clientId());
        }
        GroupClient started = GroupClient.connect(options);
        client = started;
        long executed = started.ready().get(options.deadline().toNanos(), TimeUnit.NANOSECONDS);
        learn(outstanding.through(executed), outstanding.nextSequence());
        outstanding.above(executed).forEach(input -> submit(input.requestNumber(), input.bytes()));
        return executed;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // outcomes go to the receiver
    public void submit(long requestNumber, byte[] input) {
        GroupClient started = client;
        if (started == null) {
            throw new IllegalStateException("a client submits after it has resumed: clientId=" + options.clientId());
        }
        Submission submission = started.submit(input, Release.GROUP);
        submission.released().thenAccept(result -> receiver.onReleased(requestNumber, result));
        submission.settled().whenComplete((result, failure) -> onSettled(requestNumber, result, failure));
    }

    private void onSettled(long requestNumber, @Nullable Result result, @Nullable Throwable failure) {
        if (result == null) {
            receiver.onFailed(requestNumber, failure == null ? new IllegalStateException("no result") : failure);
        } else {
            receiver.onSettled(requestNumber, result);
        }
    }

    /**
     * From the stream of results, which also has those that the client knows already. All others are passed on, twice if they
     * come twice, and those of inputs that were never submitted: to find that out is up to the check.
     */
    private void learn(List<Input> inputs, long fromSequence) throws InterruptedException, TimeoutException {
        Set<Long> asked = inputs.stream().map(Input::requestNumber).collect(Collectors.toSet());
        Set<Long> missing = new HashSet<>(asked);
        if (missing.isEmpty()) {
            return;
        }
        long last = inputs.get(inputs.size() - 1).requestNumber();
        StreamOptions wanted = StreamOptions.from(options.addresses(), options.group(), fromSequence)
                .with(new ResultFilter(Set.of(options.clientId()), Set.of()));
        try (ResultStream stream = ResultStream.open(wanted)) {
            while (!missing.isEmpty()) {
                StreamResult told = stream.take(options.deadline());
                if (told == null) {
                    throw new TimeoutException("no result came from the stream: clientId=" + options.clientId()
                            + ", from=" + stream.nextSequence());
                }
                missing.remove(told.number());
                if (asked.contains(told.number()) || told.number() > last) {
                    receiver.onSettled(told.number(), result(told));
                }
            }
        }
    }

    private static Result result(StreamResult told) {
        List<Result.Event> events = told.events().stream()
                .map(event -> new Result.Event(event.type(), event.payload()))
                .toList();
        return new Result(told.number(), told.index(), told.sequence(), told.timestampNanos(), told.reply(), events);
    }

    @Override
    public void close() {
        GroupClient started = client;
        if (started != null) {
            started.close();
        }
    }
}
