package io.dsfm.sample.matching.lobster;

import java.util.HashMap;
import java.util.Map;

/**
 * The prices of the orders that the file has named, until it tells their end: by a deletion, or when all lots are gone. An
 * engine may have taken the lots of such an order long before, in place of another's. Orders of which no end is told, since
 * they went below the view, stay.
 */
final class ToldOrders {

    /** If the price of an order is not known. */
    static final long NO_PRICE = 0;

    private record Told(long priceTicks, long leftLots) {}

    private final Map<Long, Told> byLobsterId = new HashMap<>();

    /** The price at which the order rests, or {@link #NO_PRICE}. */
    long priceTicks(long lobsterId) {
        Told told = byLobsterId.get(lobsterId);
        return told == null ? NO_PRICE : told.priceTicks;
    }

    /** Takes a message that was dealt with. */
    void onMessage(LobsterMessage message) {
        if (message.type() == LobsterMessage.Type.NO_CHANGE || message.orderId() == LobsterBook.ANONYMOUS) {
            return;
        }
        if (message.type() == LobsterMessage.Type.NEW) {
            byLobsterId.put(message.orderId(), new Told(message.priceTicks(), message.lots()));
        } else if (message.type() == LobsterMessage.Type.DELETED) {
            byLobsterId.remove(message.orderId());
        } else {
            reduce(message.orderId(), message.lots());
        }
    }

    private void reduce(long lobsterId, long lots) {
        Told told = byLobsterId.get(lobsterId);
        if (told == null) {
            return;
        }
        if (told.leftLots > lots) {
            byLobsterId.put(lobsterId, new Told(told.priceTicks, told.leftLots - lots));
        } else {
            byLobsterId.remove(lobsterId);
        }
    }
}
