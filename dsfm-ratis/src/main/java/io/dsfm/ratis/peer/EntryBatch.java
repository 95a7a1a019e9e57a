package io.dsfm.ratis.peer;

import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one request to a follower. A log may be purged while it is read, and a segment may fail to load: then what
 * was read until then is sent, and the next request begins there. Ratis's own way keeps what it had read, and fails each
 * time from then on.
 */
final class EntryBatch {

    /** Where entries come from. */
    interface Source {
        /** The entry at {@code index}; null if the log has none there any more. */
        @Nullable
        LogEntryProto get(long index) throws RaftLogIOException;
    }

    private EntryBatch() {}

    /**
     * Takes entries from {@code firstIndex} on.
     *
     * @param nextIndex behind the last one
     * @param sizeBytesMax of all entries together; the first one is taken even if it is longer
     * @throws RaftLogIOException if not even the first one can be read
     */
    static List<LogEntryProto> take(Source log, long firstIndex, long nextIndex, long sizeBytesMax)
            throws RaftLogIOException {
        List<LogEntryProto> entries = new ArrayList<>();
        long sizeBytes = 0;
        for (long index = firstIndex; index < nextIndex; index++) {
            LogEntryProto entry;
            try {
                entry = log.get(index);
            } catch (RaftLogIOException e) {
                if (entries.isEmpty()) {
                    throw e;
                }
                break; // told when it is the first of the next request
            }
            if (entry == null) {
                break;
            }
            sizeBytes += entry.getSerializedSize();
            if (sizeBytes > sizeBytesMax && !entries.isEmpty()) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }
}
