package io.dsfm.sample.matching.demo.check;

import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a faultless group of {@link ChainMachine} gives to the clients 1, 2, ..., which take turns. */
final class Run {

    /** One result, and the client that gets it. */
    record Delivery(int client, Result result) {}

    final List<byte[]> inputs = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();

    Run(int clients, int orders) {
        ChainMachine machine = new ChainMachine();
        for (int i = 0; i < orders; i++) {
            long sequence = i + 1L;
            byte[] input = {(byte) (i % 4), (byte) i, (byte) (i >> 8)};
            Collector outputs = new Collector();
            int client = i % clients;
            machine.execute(
                    new Context(10 + i / 3, sequence, 1_000 + i / 2, client + 1), ByteBuffer.wrap(input), outputs);
            inputs.add(input);
            deliveries.add(new Delivery(
                    client,
                    new Result(i / clients + 1, 10 + i / 3, sequence, 1_000 + i / 2, outputs.reply, outputs.events)));
        }
    }

    private record Context(long index, long sequence, long timestampNanos, long clientId) implements InputContext {}

    private static final class Collector implements Outputs {
        private byte[] reply = {};
        private final List<Result.Event> events = new ArrayList<>();

        @Override
        public void reply(byte[] bytes, int offset, int length) {
            reply = bytes;
        }

        @Override
        public void event(int type, byte[] bytes, int offset, int length) {
            events.add(new Result.Event(type, bytes));
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {}

        @Override
        public void cancelTimer(long timerId) {}
    }
}
