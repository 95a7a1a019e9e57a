package io.dsfm.maelstrom.workload.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a register, list or number: a space, 0 to 255, and up to {@link #NAME_BYTES} bytes. Ordered by space, then by
 * the bytes taken as unsigned.
 *
 * @param name not changed by anybody
 */
public record Key(int space, byte[] name) implements Comparable<Key> {

    /** The longest name, in bytes. */
    public static final int NAME_BYTES = 1_024;

    /** Refuses what is out of range. */
    public Key {
        if (space < 0 || space > 255 || name.length > NAME_BYTES) {
            throw new IllegalArgumentException("not a key: space=" + space + ", nameBytes=" + name.length
                    + ", accepted: 0 to 255, up to " + NAME_BYTES);
        }
    }

    /** Of text. */
    public static Key of(int space, String name) {
        return new Key(space, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name as text. */
    public String text() {
        return new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Key other) {
        return space != other.space ? Integer.compare(space, other.space) : Arrays.compareUnsigned(name, other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && space == key.space && Arrays.equals(name, key.name);
    }

    @Override
    public int hashCode() {
        return 31 * space + Arrays.hashCode(name);
    }

    @Override
    public String toString() {
        return space + ":" + text();
    }
}
