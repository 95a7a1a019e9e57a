package io.dsfm.ratis.core;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Makes the batch of one log entry, input by input. */
final class Batches {

    private final List<Input> inputs = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static InputBatch of(long index, long timestampNanos, Input... inputs) {
        return new InputBatch(1, index, timestampNanos, List.of(inputs), new byte[0]);
    }

    Batches submit(long clientId, long sessionId, long number, long acknowledgedThrough, byte[] input) {
        int offset = bytes.size();
        bytes.writeBytes(input);
        return add(new Input.Submit(clientId, sessionId, number, acknowledgedThrough, false, offset, input.length));
    }

    Batches skip(long clientId, long sessionId, long number) {
        return add(new Input.Submit(clientId, sessionId, number, 0, true, bytes.size(), 0));
    }

    Batches add(Input input) {
        inputs.add(input);
        return this;
    }

    InputBatch build(long index, long timestampNanos) {
        return build(1, index, timestampNanos);
    }

    InputBatch build(long term, long index, long timestampNanos) {
        return new InputBatch(term, index, timestampNanos, List.copyOf(inputs), bytes.toByteArray());
    }
}
