package io.dsfm.ratis.peer.socket;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Who connects, and to whom it means to talk.
 *
 * @param group the name of the group
 * @param from the node that connects
 * @param to the node that it means to reach
 * @param membersDigest of the list of members that it has been given; {@link #UNKNOWN} of a node that does not tell yet
 */
record Hello(String group, String from, String to, String membersDigest) {

    /** Differs from no list. */
    static final String UNKNOWN = "";

    private static final int MAGIC = 0x44534650; // "DSFP"
    private static final int VERSION = 1;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(group);
            out.writeUTF(from);
            out.writeUTF(to);
            out.writeUTF(membersDigest); // last: a node that does not know of it reads no further
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote; throws with what is wrong. */
    static Hello decode(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        int magic = in.readInt();
        int version = magic == MAGIC ? in.readInt() : 0;
        if (magic != MAGIC || version != VERSION) {
            throw new IOException("not a node, or of another version: magic=" + Integer.toHexString(magic)
                    + ", version=" + version + ", accepted: " + Integer.toHexString(MAGIC) + ", version " + VERSION);
        }
        return new Hello(in.readUTF(), in.readUTF(), in.readUTF(), in.available() > 0 ? in.readUTF() : UNKNOWN);
    }

    /** Whether two nodes have been given the same members, as far as both tell. */
    boolean hasMembers(String digest) {
        return membersDigest.equals(digest) || membersDigest.equals(UNKNOWN) || digest.equals(UNKNOWN);
    }
}
