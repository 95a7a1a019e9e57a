package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A small application without faults, which others are made of by planting one: leases of names that expire.
 *
 * <p>Inputs: 1, name (1 byte), seconds (1 byte) takes a lease or renews one; 2, name releases one. A reply is a code, and
 * the number of leases granted so far (8 bytes). An expiry is an event of type 7. Query 1 gives the names.
 */
class Lease implements StateMachine, Revertible {

    static final byte OK = 0;
    static final byte MALFORMED = 1;
    static final byte NOT_HELD = 2;
    private static final long SECOND = 1_000_000_000L;

    /** By name, the client that holds it. */
    NavigableMap<Integer, Long> holders = new TreeMap<>();

    long granted;
    long expired;
    private final NavigableMap<Long, Lease> marks = new TreeMap<>();

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        int length = input.remaining();
        byte verb = length == 0 ? 0 : input.get();
        if (verb == 1 && length == 3) {
            take(context, input.get() & 0xff, input.get() & 0xff, outputs);
        } else if (verb == 2 && length == 2) {
            release(context, input.get() & 0xff, outputs);
        } else {
            reply(MALFORMED, outputs);
        }
    }

    void take(InputContext context, int name, int seconds, Outputs outputs) {
        Long holder = holders.get(name);
        if (holder != null && holder != context.clientId()) {
            reply(NOT_HELD, outputs);
            return;
        }
        holders.put(name, context.clientId());
        granted++;
        outputs.scheduleTimer(name, context.timestampNanos() + seconds * SECOND);
        reply(OK, outputs);
    }

    void release(InputContext context, int name, Outputs outputs) {
        Long holder = holders.get(name);
        if (holder == null || holder != context.clientId()) {
            reply(NOT_HELD, outputs);
            return;
        }
        holders.remove(name);
        outputs.cancelTimer(name);
        reply(OK, outputs);
    }

    void reply(byte code, Outputs outputs) {
        outputs.reply(ByteBuffer.allocate(9).put(code).putLong(granted).array());
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        holders.remove((int) timerId);
        expired++;
        outputs.event(7, new byte[] {(byte) timerId});
        if (expired % 16 == 0) {
            outputs.event(8, names());
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return query.remaining() == 1 && query.get() == 1 ? names() : new byte[] {MALFORMED};
    }

    byte[] names() {
        ByteBuffer names = ByteBuffer.allocate(holders.size());
        holders.keySet().forEach(name -> names.put(name.byteValue()));
        return names.array();
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeLong(granted);
        out.writeLong(expired);
        out.writeInt(holders.size());
        for (Map.Entry<Integer, Long> entry : holders.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        marks.clear();
        holders.clear();
        granted = in.readLong();
        expired = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            int name = in.readInt();
            holders.put(name, in.readLong());
        }
    }

    @Override
    public long digest() {
        long digest = Digest64.append(Digest64.mix(granted), expired);
        for (Map.Entry<Integer, Long> entry : holders.entrySet()) {
            digest = Digest64.append(Digest64.append(digest, entry.getKey()), entry.getValue());
        }
        return digest;
    }

    @Override
    public void mark(long point) {
        Lease copy = new Lease();
        copy.setTo(this);
        marks.put(point, copy);
    }

    @Override
    public void revertTo(long point) {
        setTo(marks.get(point));
        marks.tailMap(point, false).clear();
    }

    @Override
    public void forgetBefore(long point) {
        marks.headMap(point, false).clear();
    }

    void setTo(Lease other) {
        holders = new TreeMap<>(other.holders);
        granted = other.granted;
        expired = other.expired;
    }
}
