package io.dsfm.ratis.core;

import java.util.List;
import java.util.Random;

/**
 * Makes logs of all kinds of inputs: most of them what well-behaved clients send, with resent, reused, skipped, early and
 * late requests, takeovers, expired sessions, stale timer firings, a clock that jumps both ways. A {@link SequentialModel}
 * executes along, so that the next inputs make sense; it says what is expected.
 */
final class RandomLog {

    private static final int CLIENTS = 6;

    private final Random random;
    private final SequentialModel model = new SequentialModel();
    private long index;
    private long term = 1;
    private long nowNanos;

    RandomLog(Random random) {
        this.random = random;
    }

    /** An entry, and what is to come of it. */
    record Entry(InputBatch batch, List<String> expected) {}

    Entry next() {
        index += 1 + random.nextInt(3) / 2;
        term += random.nextInt(20) == 0 ? 1 : 0;
        nowNanos += random.nextInt(12);
        if (random.nextInt(15) == 0) {
            nowNanos += random.nextInt(600) - 200;
        }
        Batches batch = new Batches();
        for (int i = random.nextInt(6); i > 0; i--) {
            addInput(batch);
        }
        InputBatch built = batch.build(term, index, nowNanos);
        return new Entry(built, model.execute(built));
    }

    private void addInput(Batches batch) {
        long client = 1L + random.nextInt(CLIENTS);
        SequentialModel.ModelSession session = model.sessions.get(client);
        int choice = random.nextInt(100);
        if (choice < 3 || session == null && choice < 70) {
            batch.add(new Input.OpenSession(client, random.nextInt(1_000)));
        } else if (choice < 8) {
            batch.add(new Input.KeepAlive(client, session == null ? 3 : session.id - random.nextInt(5) / 4));
        } else if (choice < 18) {
            batch.add(new Input.FireTimers(random.nextInt(6)));
        } else if (choice < 20) {
            batch.add(new Input.ChangeSettings(new Settings(
                    50 + random.nextInt(400),
                    1 + random.nextInt(CLIENTS + 2),
                    1 + random.nextInt(12),
                    20 + random.nextInt(300),
                    1 + random.nextInt(5))));
        } else {
            addSubmit(batch, client, session == null ? new SequentialModel.ModelSession() : session);
        }
    }

    private void addSubmit(Batches batch, long client, SequentialModel.ModelSession session) {
        // Within one batch the model does not move, so some of these are resent or reused numbers by chance.
        long number = session.last + 1;
        int choice = random.nextInt(20);
        if (choice < 4) {
            number -= random.nextInt(10);
        } else if (choice == 4) {
            number += random.nextInt(3);
        }
        long sessionId = session.id - random.nextInt(30) / 29;
        if (random.nextInt(15) == 0) {
            batch.skip(client, sessionId, number);
        } else {
            long acknowledged = random.nextInt(3) == 0 ? number - random.nextInt(8) : 0;
            batch.submit(client, sessionId, number, acknowledged, input(client, number));
        }
    }

    /** Mostly the same for the same number, as a client's is. */
    private byte[] input(long client, long number) {
        Random choice = random.nextInt(10) == 0 ? random : new Random(client * 1_000_003 + number);
        return switch (choice.nextInt(10)) {
            case 0, 1 -> Counters.schedule(choice.nextInt(8) - 2, choice.nextInt(60) - 10);
            case 2 -> Counters.cancel(choice.nextInt(8) - 2);
            case 3 -> Counters.echo(choice.nextInt(100));
            case 4 -> new byte[choice.nextInt(4)];
            default -> Counters.add(choice.nextInt(12), choice.nextInt(9) - 4);
        };
    }
}
