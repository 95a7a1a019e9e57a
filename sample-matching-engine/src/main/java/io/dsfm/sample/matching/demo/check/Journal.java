package io.dsfm.sample.matching.demo.check;

import io.dsfm.ratis.client.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.agrona.collections.LongArrayList;

/**
 * What one client submitted and what it got back, in two files. Their bytes stay on disk; memory holds 24 bytes for each
 * order, so that a million fit anywhere.
 *
 * <p>Threading: one thread calls {@link #onSubmitted} and one {@link #onResult}, which may be two; when both are done, and
 * after {@link #seal}, one thread reads.
 */
public final class Journal implements AutoCloseable {

    private final long clientId;
    private final RecordFile inputs;
    private final RecordFile results;
    private final LongArrayList sequences = new LongArrayList();

    /** Writes {@code client-ID.inputs} and {@code client-ID.results} in {@code directory}, which must not have them. */
    public Journal(Path directory, long clientId) throws IOException {
        this.clientId = clientId;
        inputs = new RecordFile(directory.resolve("client-" + clientId + ".inputs"));
        try {
            results = new RecordFile(directory.resolve("client-" + clientId + ".results"));
        } catch (IOException e) {
            inputs.close();
            throw e;
        }
    }

    /** The client submits its next input; its request number is one above that of the last. */
    public void onSubmitted(byte[] input) throws IOException {
        inputs.append(input);
    }

    /** The client got a result, whichever: the check finds out whether it was due. */
    public void onResult(Result result) throws IOException {
        results.append(ResultCodec.encode(result));
        sequences.addLong(result.sequence());
    }

    /** Makes everything readable. */
    public void seal() throws IOException {
        inputs.flush();
        results.flush();
    }

    /** The id of the client. */
    public long clientId() {
        return clientId;
    }

    /** How many inputs were submitted. */
    public int submitted() {
        return inputs.size();
    }

    /** How many results came. */
    public int answered() {
        return results.size();
    }

    byte[] input(long requestNumber) throws IOException {
        return inputs.read(Math.toIntExact(requestNumber - 1));
    }

    byte[] result(int arrival) throws IOException {
        return results.read(arrival);
    }

    long sequence(int arrival) {
        return sequences.getLong(arrival);
    }

    /** The results' numbers of arrival, from 0, in order of their sequences. */
    IntStream inSequence() {
        IntStream arrivals = IntStream.range(0, results.size());
        boolean sorted = arrivals.skip(1).allMatch(i -> sequences.getLong(i - 1) <= sequences.getLong(i));
        IntStream again = IntStream.range(0, results.size());
        return sorted
                ? again
                : again.boxed()
                        .sorted(Comparator.comparingLong(sequences::getLong))
                        .mapToInt(Integer::intValue);
    }

    @Override
    public void close() throws IOException {
        try (inputs) {
            results.close();
        }
    }
}
