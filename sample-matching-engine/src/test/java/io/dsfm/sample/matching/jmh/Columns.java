package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.jmh.Batch.Kind;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The columns of one kind of command each, on a book of a fixed shape: on each side, {@value #FRONT_LEVELS} levels of
 * {@value #FRONT_ORDERS} orders at its front and the other orders behind them, spread evenly over as many levels as give
 * each about 40, at least four times the front.
 */
abstract class Columns implements Workload {

    private static final long SEED = 20_240_611;
    private static final int FRONT_LEVELS = 500;
    private static final int FRONT_ORDERS = 4;
    private static final long MIDDLE_TICKS = 5_000_000;
    private static final long STEP_TICKS = 100;
    private static final long FRONT_LOTS = 10;

    /** How many orders an aggressive order takes. */
    private static final int SWEPT_ORDERS = 20;

    final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final int deepLevels;

    /* The resting orders, in no order. */
    final long[] ids;
    final Side[] sides;
    final long[] prices;
    final long[] lots;

    private int filled;
    private long lastId;

    Columns(int restingOrders) {
        if (restingOrders < 2 * FRONT_LEVELS * FRONT_ORDERS) {
            throw new IllegalArgumentException("too few orders for the front: restingOrders=" + restingOrders);
        }
        deepLevels = Math.max(4 * FRONT_LEVELS, restingOrders / 80);
        ids = new long[restingOrders];
        sides = new Side[restingOrders];
        prices = new long[restingOrders];
        lots = new long[restingOrders];
    }

    @Override
    public boolean fill(Batch batch, int restingOrders) {
        for (; filled < ids.length && batch.size() < batch.capacity(); filled++) {
            int ofSide = filled / 2;
            boolean isFront = ofSide < FRONT_LEVELS * FRONT_ORDERS;
            int level = isFront ? ofSide / FRONT_ORDERS : FRONT_LEVELS + random.nextInt(deepLevels);
            sides[filled] = filled % 2 == 0 ? Side.BUY : Side.SELL;
            prices[filled] = priceTicks(sides[filled], level);
            lots[filled] = isFront ? FRONT_LOTS : 1 + random.nextInt(100);
            enter(batch, filled);
        }
        return batch.size() > 0;
    }

    /** The price of a level; 0 is the best. */
    private static long priceTicks(Side side, int level) {
        long distance = STEP_TICKS * (1 + level);
        return side == Side.BUY ? MIDDLE_TICKS - distance : MIDDLE_TICKS + distance;
    }

    /** The order of a place comes, or comes again under a new id. */
    final void enter(Batch batch, int place) {
        ids[place] = nextId();
        batch.add(Kind.NEW, ids[place], sides[place], prices[place], lots[place]);
    }

    final long nextId() {
        return ++lastId;
    }

    @Override
    public void restore(Batch batch) {
        // Most columns leave the book as it was.
    }

    /** New orders that rest, nearer to the front the likelier, now and then at a level of their own. */
    static final class News extends Columns {

        private final Batch given = new Batch(BATCH);

        News(int restingOrders) {
            super(restingOrders);
        }

        @Override
        public void next(Batch batch) {
            given.clear();
            for (int i = 0; i < BATCH; i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                double nearness = random.nextDouble();
                int level = (int) (nearness * nearness * nearness * (FRONT_LEVELS + super.deepLevels));
                long between = random.nextInt(16) == 0 ? 1 : 0;
                add(batch, nextId(), side, priceTicks(side, level) + between);
            }
        }

        private void add(Batch batch, long id, Side side, long price) {
            given.add(Kind.CANCEL, id, side, price, FRONT_LOTS);
            batch.add(Kind.NEW, id, side, price, FRONT_LOTS);
        }

        @Override
        public void restore(Batch batch) {
            for (int i = 0; i < given.size(); i++) {
                batch.add(Kind.CANCEL, given.orderIds[i], given.sides[i], given.priceTicks[i], given.lots[i]);
            }
        }
    }

    /** Cancellations of whole orders, any of all. */
    static final class Cancels extends Columns {

        private final int[] places = new int[BATCH];

        Cancels(int restingOrders) {
            super(restingOrders);
        }

        @Override
        public void next(Batch batch) {
            int stride = ids.length / BATCH;
            for (int i = 0; i < BATCH; i++) {
                // One of each stretch, so that no order is met twice.
                int place = i * stride + random.nextInt(stride);
                places[i] = place;
                batch.add(Kind.CANCEL, ids[place], sides[place], prices[place], lots[place]);
            }
        }

        @Override
        public void restore(Batch batch) {
            for (int place : places) {
                enter(batch, place);
            }
        }
    }

    /** Other prices for orders, any of all: two of the same side exchange theirs, so that the book keeps its shape. */
    static final class Replaces extends Columns {

        Replaces(int restingOrders) {
            super(restingOrders);
        }

        @Override
        public void next(Batch batch) {
            for (int i = 0; i < BATCH / 2; i++) {
                int one = random.nextInt(ids.length);
                int other = random.nextInt(ids.length);
                while (sides[other] != sides[one] || prices[other] == prices[one]) {
                    other = random.nextInt(ids.length);
                }
                long price = prices[one];
                move(batch, one, prices[other]);
                move(batch, other, price);
            }
        }

        private void move(Batch batch, int place, long price) {
            prices[place] = price;
            batch.add(Kind.REPLACE, ids[place], sides[place], price, lots[place]);
        }
    }

    /** Aggressive orders, each of which takes the best {@value #SWEPT_ORDERS} orders, five levels whole. */
    static final class Sweeps extends Columns {

        private static final long LIMIT_DISTANCE = FRONT_LEVELS * STEP_TICKS;

        Sweeps(int restingOrders) {
            super(restingOrders);
        }

        @Override
        public void next(Batch batch) {
            for (int i = 0; i < BATCH; i++) {
                Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
                long limit = side == Side.BUY ? MIDDLE_TICKS + LIMIT_DISTANCE : MIDDLE_TICKS - LIMIT_DISTANCE;
                batch.add(Kind.IMMEDIATE, nextId(), side, limit, SWEPT_ORDERS * FRONT_LOTS);
            }
        }

        @Override
        public void restore(Batch batch) {
            for (int place = 0; place < BATCH * SWEPT_ORDERS; place++) {
                enter(batch, place);
            }
        }
    }
}
