package com.example.keyvalue;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The store as hash maps, with the digest kept up to date: every input takes the same time, however many keys there are.
 * Nothing that leaves depends on the order in which a hash map gives its entries: snapshots are sorted first.
 */
final class HashStore implements StateMachine {

    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<Long, Entry> byTimer = new HashMap<>();
    private long digest;

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        Command command = Command.read(input);
        byte code;
        if (command == null) {
            code = Reply.MALFORMED;
        } else if (!command.isPut()) {
            code = byKey.containsKey(command.key()) ? Reply.OK : Reply.NOT_FOUND;
            drop(command.key(), outputs);
        } else if (byKey.size() >= Reply.KEYS_MAX && !byKey.containsKey(command.key())) {
            code = Reply.FULL;
        } else {
            code = Reply.OK;
            drop(command.key(), outputs);
            boolean expires = command.millisToLive() > 0;
            if (expires) {
                long lifeNanos = command.millisToLive() * 1_000_000;
                outputs.scheduleTimer(context.sequence(), context.timestampNanos() + lifeNanos);
            }
            add(new Entry(command.key(), expires ? context.sequence() : 0, command.value()));
        }
        outputs.reply(Reply.of(code));
    }

    private void add(Entry entry) {
        byKey.put(entry.key(), entry);
        if (entry.timerId() != 0) {
            byTimer.put(entry.timerId(), entry);
        }
        digest += entry.digest();
    }

    /** Removes a key that may be there, and its timer. */
    private void drop(String key, Outputs outputs) {
        Entry entry = byKey.remove(key);
        if (entry != null) {
            digest -= entry.digest();
            if (byTimer.remove(entry.timerId()) != null) {
                outputs.cancelTimer(entry.timerId());
            }
        }
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        Entry entry = byTimer.remove(timerId);
        if (entry != null) {
            byKey.remove(entry.key());
            digest -= entry.digest();
            outputs.event(Reply.EXPIRED, Command.bytes(entry.key()));
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        int length = query.remaining();
        if (length == 0 || length > Command.KEY_BYTES_MAX) {
            return Reply.of(Reply.MALFORMED);
        }
        Entry entry = byKey.get(Command.text(query, length));
        return entry != null ? Reply.found(entry.value()) : Reply.of(Reply.NOT_FOUND);
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        Entry[] sorted = byKey.values().toArray(new Entry[0]);
        Arrays.sort(sorted, Comparator.comparing(Entry::key));
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(sorted.length);
        for (Entry entry : sorted) {
            entry.write(out);
        }
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        byKey.clear();
        byTimer.clear();
        digest = 0;
        DataInputStream in = new DataInputStream(stream);
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            add(Entry.read(in));
        }
    }

    @Override
    public long digest() {
        return digest;
    }
}
