package io.dsfm.ratis.replay.stored;

import io.dsfm.ratis.node.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A snapshot that a node has stored.
 *
 * @param file where it is
 * @param term of the last entry in it
 * @param index of the last entry in it, inclusive
 */
public record StoredSnapshot(Path file, long term, long index) {

    /**
     * Checks the whole file against its checksum.
     *
     * @throws IOException if it is damaged, or gone
     */
    public void verify() throws IOException {
        SnapshotFile.verify(file);
    }

    /** Verifies the file, then reads its content; what the reader throws passes through. */
    public void read(SnapshotFile.Identity identity, SnapshotFile.Reader reader) throws IOException {
        SnapshotFile.read(file, identity, reader);
    }
}
