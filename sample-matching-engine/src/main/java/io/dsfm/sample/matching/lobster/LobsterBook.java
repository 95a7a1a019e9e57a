package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The book that the reader's commands have made so far: which orders rest, by the ids of the file and by price. It does
 * what any engine does with the commands, so that an anonymous order or a reused id is never mistaken.
 */
final class LobsterBook {

    /**
     * An order in the book; anonymous if the file does not name it. It is doubtful if its lots may be those of other
     * orders at its price: then only the sum over the doubtful orders there is known.
     */
    static final class Resting {
        final long engineId;
        final long lobsterId;
        final Side side;
        final long priceTicks;
        long leftLots;
        boolean isDoubtful;

        Resting(long engineId, long lobsterId, Side side, long priceTicks, long leftLots) {
            this.engineId = engineId;
            this.lobsterId = lobsterId;
            this.side = side;
            this.priceTicks = priceTicks;
            this.leftLots = leftLots;
            this.isDoubtful = lobsterId == ANONYMOUS;
        }

        boolean isAnonymous() {
            return lobsterId == ANONYMOUS;
        }
    }

    /** The file's id of an order that it does not name. */
    static final long ANONYMOUS = 0;

    private final Map<Long, Resting> byLobsterId = new HashMap<>();
    private final NavigableMap<Long, Map<Long, Resting>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Map<Long, Resting>> asks = new TreeMap<>();

    /** The order that the file names so, or null. */
    @Nullable
    Resting named(long lobsterId) {
        return byLobsterId.get(lobsterId);
    }

    /** The doubtful orders at a price, in the order in which they trade. */
    List<Resting> doubtful(Side side, long priceTicks) {
        return at(side, priceTicks).stream().filter(order -> order.isDoubtful).toList();
    }

    /** Which lots at a price are whose is not known any more. */
    void doubt(Side side, long priceTicks) {
        at(side, priceTicks).forEach(order -> order.isDoubtful = true);
    }

    /** The file has told the end of an order, of which lots may be left that are others'. */
    void forgetName(Resting order) {
        byLobsterId.remove(order.lobsterId, order);
    }

    /** The order that trades first at a price, or null. */
    @Nullable
    Resting first(Side side, long priceTicks) {
        Map<Long, Resting> queue = side(side).get(priceTicks);
        return queue == null ? null : queue.values().iterator().next();
    }

    /** Whether no order of the side has a better price, and some have this one. */
    boolean isBest(Side side, long priceTicks) {
        return !side(side).isEmpty() && side(side).firstKey() == priceTicks;
    }

    /** Whether an order would trade at once. */
    boolean crosses(Side side, long priceTicks) {
        NavigableMap<Long, Map<Long, Resting>> makers = side(side.opposite());
        return !makers.isEmpty() && !LobsterRow.isWorse(side.opposite(), makers.firstKey(), priceTicks);
    }

    void add(Resting order) {
        side(order.side)
                .computeIfAbsent(order.priceTicks, price -> new LinkedHashMap<>())
                .put(order.engineId, order);
        if (!order.isAnonymous()) {
            byLobsterId.put(order.lobsterId, order);
        }
    }

    /** Takes lots from an order, which leaves the book when nothing is left. */
    void reduce(Resting order, long lots) {
        order.leftLots -= lots;
        if (order.leftLots > 0) {
            return;
        }
        Map<Long, Resting> queue = side(order.side).get(order.priceTicks);
        queue.remove(order.engineId);
        if (queue.isEmpty()) {
            side(order.side).remove(order.priceTicks);
        }
        if (!order.isAnonymous()) {
            byLobsterId.remove(order.lobsterId, order);
        }
    }

    /** Trades an incoming order with this side down to the price; gives what is left of it. */
    long take(Side makers, long limitTicks, long lots) {
        long leftLots = lots;
        while (leftLots > 0 && !side(makers).isEmpty()) {
            long bestTicks = side(makers).firstKey();
            Resting maker = first(makers, bestTicks);
            if (maker == null || LobsterRow.isWorse(makers, bestTicks, limitTicks)) {
                break;
            }
            long traded = Math.min(leftLots, maker.leftLots);
            leftLots -= traded;
            reduce(maker, traded);
        }
        return leftLots;
    }

    /** The lots at a price. */
    long lots(Side side, long priceTicks) {
        long lots = 0;
        for (Resting order : at(side, priceTicks)) {
            lots += order.leftLots;
        }
        return lots;
    }

    /** The orders at a price, in the order in which they trade. */
    List<Resting> at(Side side, long priceTicks) {
        Map<Long, Resting> queue = side(side).get(priceTicks);
        return queue == null ? List.of() : new ArrayList<>(queue.values());
    }

    /** The prices that are worse than {@code thanTicks}, best first. */
    List<Long> pricesWorseThan(Side side, long thanTicks) {
        return new ArrayList<>(side(side).tailMap(thanTicks, false).keySet());
    }

    private NavigableMap<Long, Map<Long, Resting>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
