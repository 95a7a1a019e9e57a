package io.dsfm.sample.matching.domain;

/** The constants of the snapshot format, whose layout the specification describes. */
final class SnapshotFormat {

    /** "DSFMBOOK" in ASCII. */
    static final long MAGIC = 0x4453_464d_424f_4f4bL;

    static final int HEADER_BYTES = 56;
    static final int SYMBOL_BYTES = 112;
    static final int SECTION_BYTES = 4;
    static final int ORDER_BYTES = 40;
    static final int EXTENSION_BYTES = 32;
    static final int TRAILER_BYTES = 8;

    /** The bit, beside the {@link OrderFlags}, that tells that an extension follows. */
    static final int EXTENDED = 8;

    /** How many bytes are handed to or asked of a stream at a time. */
    static final int BUFFER_BYTES = 1 << 16;

    private SnapshotFormat() {}
}
