package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Member;
import io.dsfm.ratis.proto.Welcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes that a stream may come from, one of which is asked at a time.
 *
 * <p>Threading: the stream's event loop.
 *
 * <p>Invariants: at most {@link #PLACES_MAX} addresses, in the order in which they were learnt.
 */
final class StreamPlaces {

    private static final int PLACES_MAX = 64;

    private final List<HostPort> addresses;
    private int current;
    /** How many places were left since one was found. */
    private int left;
    /** The oldest sequence of those that do not go back far enough. */
    private final Map<HostPort, Long> tooYoung = new HashMap<>();
    /** Those that could not be asked since. */
    private final Set<HostPort> failed = new HashSet<>();

    StreamPlaces(List<HostPort> addresses) {
        this.addresses = new ArrayList<>(addresses.stream().distinct().toList());
    }

    HostPort current() {
        return addresses.get(current);
    }

    void learn(Welcome welcome) {
        for (Member member : welcome.getMembersList()) {
            learn(member.getClientAddress());
        }
    }

    private void learn(String text) {
        try {
            HostPort address = HostPort.parse(text);
            if (!addresses.contains(address) && addresses.size() < PLACES_MAX) {
                addresses.add(address);
            }
        } catch (IllegalArgumentException e) {
            // not an address that could be asked
        }
    }

    /** On to the next one; gives whether all have had their turn, so that it is time to wait a little. */
    boolean leave() {
        current = (current + 1) % addresses.size();
        left++;
        return left % addresses.size() == 0;
    }

    /** On to the one that leads, if it is known. */
    boolean leaveFor(Leader leader) {
        for (int i = 0; i < addresses.size(); i++) {
            if (i != current && addresses.get(i).toString().equals(leader.getClientAddress())) {
                current = i;
                left++;
                return left % addresses.size() == 0;
            }
        }
        return leave();
    }

    boolean isOnlyOne() {
        return addresses.size() == 1;
    }

    /** The present one sends. */
    void onFound() {
        left = 0;
        tooYoung.clear();
        failed.clear();
    }

    /** The present one cannot be asked. */
    void onFailed() {
        failed.add(current());
    }

    /** The present one does not go back far enough. */
    void onTooYoung(long oldestSequence) {
        if (tooYoung.isEmpty()) {
            failed.clear();
        }
        tooYoung.put(current(), oldestSequence);
    }

    /** Whether there is nobody left who might go back far enough. */
    boolean areAllTooYoung() {
        return !tooYoung.isEmpty()
                && addresses.stream().allMatch(place -> tooYoung.containsKey(place) || failed.contains(place));
    }

    /** The oldest sequence of all that were asked. */
    long oldestSequence() {
        return tooYoung.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }
}
