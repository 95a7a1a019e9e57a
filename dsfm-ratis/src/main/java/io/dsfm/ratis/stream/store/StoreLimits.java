package io.dsfm.ratis.stream.store;

/**
 * How much is kept. The newest result is kept whatever its size.
 *
 * @param memoryResults at most so many results in memory
 * @param memoryBytes at most so many bytes of results in memory
 * @param diskResults at most so many results on disk, to within a segment
 * @param diskBytes at most so many bytes on disk, to within a segment; 0 for nothing on disk
 */
public record StoreLimits(int memoryResults, long memoryBytes, long diskResults, long diskBytes) {

    private static final long SEGMENT_BYTES_MIN = 64 << 10;
    private static final long SEGMENT_BYTES_MAX = 64 << 20;
    private static final int SEGMENTS = 16;

    /** How long a file grows until the next one is begun. */
    long segmentBytes() {
        return Math.max(SEGMENT_BYTES_MIN, Math.min(SEGMENT_BYTES_MAX, diskBytes / SEGMENTS));
    }

    /** How many results a file holds until the next one is begun. */
    long segmentResults() {
        return Math.max(1, diskResults / SEGMENTS);
    }
}
