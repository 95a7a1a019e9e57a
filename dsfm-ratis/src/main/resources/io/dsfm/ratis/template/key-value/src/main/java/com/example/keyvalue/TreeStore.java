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
import java.util.TreeMap;

/** The store as a sorted map that says the same thing twice nowhere: the variant to read first. */
final class TreeStore implements StateMachine {

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        Command command = Command.read(input);
        if (command == null) {
            outputs.reply(Reply.of(Reply.MALFORMED));
        } else if (command.isPut()) {
            put(context, command, outputs);
        } else {
            remove(command.key(), outputs);
        }
    }

    private void put(InputContext context, Command command, Outputs outputs) {
        Entry old = entries.get(command.key());
        if (old == null && entries.size() == Reply.KEYS_MAX) {
            outputs.reply(Reply.of(Reply.FULL));
            return;
        }
        cancelTimer(old, outputs);
        long timerId = 0;
        if (command.millisToLive() > 0) {
            timerId = context.sequence(); // no other timer has had it, or will
            outputs.scheduleTimer(timerId, context.timestampNanos() + command.millisToLive() * 1_000_000);
        }
        entries.put(command.key(), new Entry(command.key(), timerId, command.value()));
        outputs.reply(Reply.of(Reply.OK));
    }

    private void remove(String key, Outputs outputs) {
        Entry old = entries.remove(key);
        cancelTimer(old, outputs);
        outputs.reply(Reply.of(old == null ? Reply.NOT_FOUND : Reply.OK));
    }

    private static void cancelTimer(Entry entry, Outputs outputs) {
        if (entry != null && entry.timerId() != 0) {
            outputs.cancelTimer(entry.timerId());
        }
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        for (Entry entry : entries.values()) {
            if (entry.timerId() == timerId) {
                entries.remove(entry.key());
                outputs.event(Reply.EXPIRED, Command.bytes(entry.key()));
                return;
            }
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        if (query.remaining() < 1 || query.remaining() > Command.KEY_BYTES_MAX) {
            return Reply.of(Reply.MALFORMED);
        }
        Entry entry = entries.get(Command.text(query, query.remaining()));
        return entry == null ? Reply.of(Reply.NOT_FOUND) : Reply.found(entry.value());
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(entries.size());
        for (Entry entry : entries.values()) {
            entry.write(out);
        }
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        entries.clear();
        for (int left = in.readInt(); left > 0; left--) {
            Entry entry = Entry.read(in);
            entries.put(entry.key(), entry);
        }
    }

    @Override
    public long digest() {
        long sum = 0;
        for (Entry entry : entries.values()) {
            sum += entry.digest();
        }
        return sum;
    }
}
