package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The states that one variant was seen in: digest and snapshot belong to each other, one to one. A digest that forgets a
 * part of the state stays the same when only that part changes; a snapshot that forgets one does so too.
 */
final class StateIndex {

    private static final int MOST_STATES = 20_000;

    /** By digest, the digest of the snapshot's bytes, and the other way round. */
    private final Map<Long, Long> snapshotOf = new HashMap<>();

    private final Map<Long, Long> digestOf = new HashMap<>();
    private byte[] last = {};

    void add(Lane lane, byte[] snapshot) {
        if (snapshotOf.size() >= MOST_STATES) {
            snapshotOf.clear();
            digestOf.clear();
        }
        long digest = lane.digest();
        long bytes = Digest64.of(snapshot);
        Long knownBytes = snapshotOf.putIfAbsent(digest, bytes);
        Long knownDigest = digestOf.putIfAbsent(bytes, digest);
        if (knownBytes != null && knownBytes != bytes) {
            throw Mismatch.exact(
                    Check.DIGEST,
                    lane.label(),
                    "'" + lane.label()
                            + "' has the same digest for two states whose snapshots differ: the digest forgets"
                            + " a part of the state, or the snapshot is not canonical",
                    List.of(
                            "digest: " + Lane.hex(digest),
                            "snapshot now: " + shown(snapshot),
                            "the one before: " + shown(last)));
        }
        if (knownDigest != null && knownDigest != digest) {
            throw Mismatch.exact(
                    Check.SNAPSHOT,
                    lane.label(),
                    "'" + lane.label() + "' writes the same snapshot for two states whose digests differ: the snapshot"
                            + " forgets a part of the state, or the digest is not canonical",
                    List.of(
                            "digests: " + Lane.hex(knownDigest) + " and " + Lane.hex(digest),
                            "snapshot: " + shown(snapshot)));
        }
        last = snapshot;
    }

    /** The two snapshots around the first byte in which they differ. */
    static List<String> difference(String one, byte[] oneBytes, String other, byte[] otherBytes) {
        int at = 0;
        int shorter = Math.min(oneBytes.length, otherBytes.length);
        while (at < shorter && oneBytes[at] == otherBytes[at]) {
            at++;
        }
        List<String> lines = new ArrayList<>();
        lines.add("first difference at byte " + at + " of " + oneBytes.length + " and " + otherBytes.length);
        lines.add(one + ": " + around(oneBytes, at));
        lines.add(other + ": " + around(otherBytes, at));
        return lines;
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - 16);
        int to = Math.min(bytes.length, at + 48);
        return (from > 0 ? "... " : "")
                + HexFormat.of().formatHex(bytes, Math.min(from, to), to)
                + (to < bytes.length ? " ..." : "");
    }

    private static String shown(byte[] bytes) {
        return bytes.length == 0 ? "(empty)" : around(bytes, 0);
    }
}
