package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Watermark;
import java.nio.ByteBuffer;

/**
 * What nodes tell each other beside Raft.
 *
 * @param kind what it is about
 * @param term the one in which the sender is
 * @param entry with {@link Kind#EXECUTED} the last one executed, else the last one of the sender's log
 * @param watermark the last result that left for good, as far as the sender knows
 * @param question with {@link Kind#ASK} its number, with {@link Kind#HEIR} the heir's place among the members, else the number
 *     of the question that this answers, or 0
 * @param isRecovering whether the sender may have forgotten what it once told
 */
record PeerProgress(Kind kind, long term, EntryId entry, Watermark watermark, long question, boolean isRecovering) {

    private static final int BYTES = 1 + 8 * 7 + 1;

    /** What a node tells. The codes are those on the wire, and stay. */
    enum Kind {
        /** A secondary: how far it has executed. */
        EXECUTED(1),
        /** The primary: what it has released. */
        LEADER(2),
        /** Anyone: who leads, and where does your log end? */
        ASK(3),
        /** Anyone: this is where my log ends. */
        LOG(4),
        /** The primary: who is to stand first when it has ended. */
        HEIR(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind of progress: code=" + code + ", accepted: 1 to 5");
        }
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.put((byte) kind.code).putLong(term).putLong(entry.term()).putLong(entry.index());
        out.putLong(watermark.term()).putLong(watermark.index()).putLong(watermark.sequence());
        out.putLong(question).put((byte) (isRecovering ? 1 : 0));
        return out.array();
    }

    /** Reads what {@link #encode} wrote. */
    static PeerProgress decode(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        if (body.length != BYTES) {
            throw new IllegalArgumentException("not a node's progress: bytes=" + body.length + ", accepted: " + BYTES);
        }
        return new PeerProgress(
                Kind.of(in.get()),
                in.getLong(),
                new EntryId(in.getLong(), in.getLong()),
                new Watermark(in.getLong(), in.getLong(), in.getLong()),
                in.getLong(),
                in.get() != 0);
    }
}
