package io.dsfm.sample.matching.lobster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes up a day of a book, order by order and seen whole, and gives what a LOBSTER file of some depth holds of it: the
 * messages that change a row, those of hidden executions, crosses and halts, and after each its row.
 */
final class LobsterSimulation {

    private static final class Order {
        private final long id;
        private final boolean isBid;
        private final long price;
        private long lots;

        Order(long id, boolean isBid, long price, long lots) {
            this.id = id;
            this.isBid = isBid;
            this.price = price;
            this.lots = lots;
        }
    }

    private final Random random;
    private final int depth;
    private final long tick;
    private final int spread;
    private final boolean outOfTurn;
    private boolean atOtherPrices;
    private final Map<Long, Order> orders = new HashMap<>();
    private final NavigableMap<Long, Map<Long, Order>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Map<Long, Order>> asks = new TreeMap<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private String lastRow = "";
    private long middle;
    private long lastId = 1_000;
    private long time = 34_200_000_000_000L;
    private boolean isRecording;

    /**
     * A day.
     *
     * @param depth the levels of the file
     * @param middle a price in the middle of the book, in hundredths of a cent
     * @param tick the distance of neighbouring prices
     * @param spread how many prices away from the middle orders come
     * @param outOfTurn whether orders that are not the first of their queue trade at times
     */
    LobsterSimulation(long seed, int depth, long middle, long tick, int spread, boolean outOfTurn) {
        this.random = new Random(seed);
        this.depth = depth;
        this.middle = middle;
        this.tick = tick;
        this.spread = spread;
        this.outOfTurn = outOfTurn;
    }

    /** Has some executions told at another price than that of the order, as in a cross. */
    LobsterSimulation tradingAtOtherPrices() {
        atOtherPrices = true;
        return this;
    }

    /** Runs so many events, the first of them before the file begins. */
    LobsterSimulation run(int before, int events) {
        for (int i = 0; i < before; i++) {
            event();
        }
        isRecording = true;
        lastRow = row();
        for (int i = 0; i < events; i++) {
            event();
        }
        return this;
    }

    List<String> messages() {
        return messages;
    }

    List<String> rows() {
        return rows;
    }

    private void event() {
        time += random.nextInt(5_000_000);
        int dice = random.nextInt(100);
        if (dice < 2) {
            unseen();
        } else if (dice < 48 || orders.size() < 4) {
            add();
        } else if (dice < 75) {
            Order order = any();
            change(3, order, order.lots);
        } else if (dice < 82) {
            Order order = any();
            if (order.lots > 1) {
                change(2, order, 1 + random.nextInt((int) order.lots - 1));
            }
        } else if (dice < 99) {
            execute();
        } else {
            drain();
        }
        middle = Math.max(tick * (spread + 2), middle + tick * (random.nextInt(3) - 1));
    }

    /** A hidden execution, a cross or a halt: the row is told again. */
    private void unseen() {
        String price = String.valueOf(middle);
        String message = switch (random.nextInt(5)) {
            case 0 -> "5,0,100," + price + ",1";
            case 1 -> "6,-1,5000," + price + ",-1";
            case 2 -> "7,0,0,-1,-1";
            case 3 -> "7,0,0,0,-1";
            default -> "7,0,0,1,-1";
        };
        tell(message, true);
    }

    private void add() {
        boolean isBid = random.nextBoolean();
        long away = tick * random.nextInt(spread);
        long price = isBid ? middle - away : middle + away;
        if (!asks.isEmpty() && isBid) {
            price = Math.min(price, asks.firstKey() - tick);
        } else if (!bids.isEmpty() && !isBid) {
            price = Math.max(price, bids.firstKey() + tick);
        }
        if (price < 1) {
            return;
        }
        long lots = random.nextInt(4) == 0 ? 1 + random.nextInt(900) : 100;
        Order order = new Order(++lastId, isBid, price, lots);
        orders.put(order.id, order);
        side(isBid).computeIfAbsent(price, p -> new LinkedHashMap<>()).put(order.id, order);
        tell(message(1, order, lots), false);
    }

    private Order any() {
        int skipped = random.nextInt(orders.size());
        Iterator<Order> all = orders.values().iterator();
        Order order = all.next();
        while (skipped-- > 0) {
            order = all.next();
        }
        return order;
    }

    private void execute() {
        NavigableMap<Long, Map<Long, Order>> makers = random.nextBoolean() ? bids : asks;
        if (makers.isEmpty()) {
            return;
        }
        List<Order> queue = new ArrayList<>(makers.firstEntry().getValue().values());
        boolean jumps = outOfTurn && random.nextInt(5) == 0;
        Order maker = queue.get(jumps ? random.nextInt(queue.size()) : 0);
        change(4, maker, random.nextBoolean() ? maker.lots : 1 + random.nextInt((int) maker.lots));
    }

    /** Takes a whole side away, order by order from the best, so that the book is empty there. */
    private void drain() {
        NavigableMap<Long, Map<Long, Order>> makers = random.nextBoolean() ? bids : asks;
        for (int left = random.nextInt(2 * depth + 20); left > 0 && !makers.isEmpty(); left--) {
            Order maker = makers.firstEntry().getValue().values().iterator().next();
            change(4, maker, maker.lots);
        }
    }

    private void change(int type, Order order, long lots) {
        order.lots -= lots;
        if (order.lots == 0) {
            orders.remove(order.id);
            Map<Long, Order> queue = side(order.isBid).get(order.price);
            queue.remove(order.id);
            if (queue.isEmpty()) {
                side(order.isBid).remove(order.price);
            }
        }
        boolean isElsewhere = atOtherPrices && type == 4 && random.nextInt(4) == 0;
        long told = isElsewhere ? Math.max(1, order.price + tick * (random.nextInt(7) - 3)) : order.price;
        tell(message(type, new Order(order.id, order.isBid, told, order.lots), lots), false);
    }

    private NavigableMap<Long, Map<Long, Order>> side(boolean isBid) {
        return isBid ? bids : asks;
    }

    private static String message(int type, Order order, long lots) {
        return type + "," + order.id + "," + lots + "," + order.price + "," + (order.isBid ? 1 : -1);
    }

    private void tell(String message, boolean always) {
        String row = row();
        if (isRecording && (always || !row.equals(lastRow))) {
            String digits = String.valueOf(time);
            int point = digits.length() - 9;
            messages.add(digits.substring(0, point) + "." + digits.substring(point) + "," + message);
            rows.add(row);
        }
        lastRow = row;
    }

    private String row() {
        List<String> fields = new ArrayList<>();
        List<Map.Entry<Long, Map<Long, Order>>> askLevels = new ArrayList<>(asks.entrySet());
        List<Map.Entry<Long, Map<Long, Order>>> bidLevels = new ArrayList<>(bids.entrySet());
        for (int i = 0; i < depth; i++) {
            fields.add(i < askLevels.size() ? level(askLevels.get(i)) : "9999999999,0");
            fields.add(i < bidLevels.size() ? level(bidLevels.get(i)) : "-9999999999,0");
        }
        return String.join(",", fields);
    }

    private static String level(Map.Entry<Long, Map<Long, Order>> level) {
        long lots = level.getValue().values().stream()
                .mapToLong(order -> order.lots)
                .sum();
        return level.getKey() + "," + lots;
    }
}
