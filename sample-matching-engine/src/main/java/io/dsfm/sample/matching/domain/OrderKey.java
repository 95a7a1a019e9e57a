package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Digest64;

/**
 * What identifies a resting order.
 *
 * <p>Clients choose the ids, so a map of keys must not depend on how: the hash takes in every bit of both, and keys whose
 * hashes are equal nevertheless have an order, by which a {@link java.util.HashMap} finds them. Ids of one client that
 * differ in the last bits alone have hashes that do too, so that what a client sends together is found together.
 *
 * @param clientId the client that sent it
 * @param orderId the id that the client gave it
 */
public record OrderKey(long clientId, long orderId) implements Comparable<OrderKey> {

    /** Odd: neighbouring ids of neighbouring clients are far apart. */
    private static final long CLIENT_FACTOR = 0xd1342543de82ef95L;

    private static final int NEAR_BITS = 4;

    @Override
    public int compareTo(OrderKey other) {
        int clients = Long.compare(clientId, other.clientId);
        return clients != 0 ? clients : Long.compare(orderId, other.orderId);
    }

    @Override
    public int hashCode() {
        long near = orderId & (1 << NEAR_BITS) - 1;
        return Long.hashCode(Digest64.mix(clientId * CLIENT_FACTOR + (orderId >>> NEAR_BITS)) ^ near);
    }
}
