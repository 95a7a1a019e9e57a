package io.dsfm.sample.matching.flow;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.SymbolState;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A flow for tests that meets every rule of the specification again and again: all commands with all their terms, at
 * prices so near to each other and with ids so few that orders trade, collide, are triggered and expire; invalid and
 * garbled ones; and now and then so many of one kind that a limit is reached. It keeps no books of its own.
 *
 * <p>Threading: one thread.
 *
 * <p>Determinism: the same arguments give the same inputs on every machine.
 */
public final class AllCommandsFlow {

    /** The clients are 1 to this. */
    public static final int CLIENTS = 5;

    /** The symbols are 1 to this. */
    public static final int SYMBOLS = 3;

    private static final int MEAN_STEP_NANOS = 1_000;
    private static final int LATE_INPUTS = 200;
    private static final int BURST_ONE_IN = 15_000;

    private final SeededRandom random;
    private final AllOrders orders;
    private final long count;
    /** What comes next whatever the dice say. */
    private final Queue<TimedInput> burst = new ArrayDeque<>();

    private long given;
    private long nowNanos = MEAN_STEP_NANOS;

    /** A flow of {@code count} inputs, which {@code seed} determines. */
    public AllCommandsFlow(long seed, long count) {
        this.random = new SeededRandom(seed);
        this.orders = new AllOrders(random);
        this.count = count;
    }

    /** The log's time has run ahead to {@code timestampNanos}; the next input comes then or later. */
    public void advanceTo(long timestampNanos) {
        nowNanos = Math.max(nowNanos, timestampNanos);
    }

    /** The next input, or null at the end. */
    public @Nullable TimedInput next() {
        if (given == count) {
            return null;
        }
        given++;
        if (given <= SYMBOLS) {
            return input(1, new AddSymbol((int) given, "S" + given).encode());
        }
        if (burst.isEmpty() && random.chance(1, BURST_ONE_IN)) {
            startBurst();
        }
        TimedInput planned = burst.poll();
        if (planned != null) {
            return planned;
        }
        int dice = random.below(1000);
        if (dice < 580) {
            return newOrder();
        } else if (dice < 960) {
            return toSent(dice);
        }
        return input(client(), perhapsGarbled(rare(dice), 10));
    }

    private TimedInput newOrder() {
        long clientId = client();
        NewOrder order = orders.next(symbol(), nowNanos);
        orders.remember(clientId, order);
        return input(clientId, perhapsGarbled(order, 40));
    }

    /** Something is asked for an order that was sent lately; now and then by another client, or for any id. */
    private TimedInput toSent(int dice) {
        AllOrders.Sent sent = orders.anySent();
        long orderId = random.chance(1, 20) ? orders.id() : sent.orderId();
        long lots = 1L + random.below(25);
        Command command = dice < 760
                ? new Cancel(orderId, random.chance(1, 2) ? Cancel.ALL : lots)
                : new Replace(orderId, orders.priceTicks(sent.symbolId(), sent.side()), lots);
        return input(random.chance(1, 20) ? client() : sent.clientId(), perhapsGarbled(command, 40));
    }

    private byte[] perhapsGarbled(Command command, int oneIn) {
        return random.chance(1, oneIn) ? garbled(command.encode()) : command.encode();
    }

    private TimedInput input(long clientId, byte[] command) {
        nowNanos += random.chance(1, 4) ? 0 : random.below(2 * MEAN_STEP_NANOS);
        return new TimedInput(clientId, nowNanos, areTimersInTime() || random.chance(1, 100), command);
    }

    /** Half of the time they are not, so that orders outlive their deadlines. */
    private boolean areTimersInTime() {
        return given % (2 * LATE_INPUTS) < LATE_INPUTS;
    }

    private int client() {
        return 1 + random.below(CLIENTS);
    }

    private int symbol() {
        return 1 + Math.min(random.below(SYMBOLS), random.below(SYMBOLS));
    }

    private Command rare(int dice) {
        if (dice < 972) {
            return configure(symbol());
        } else if (dice < 984) {
            return new SetState(symbol(), random.chance(7, 8) ? SymbolState.OPEN : SymbolState.HALTED);
        } else if (dice == 984) {
            return new SetState(symbol(), SymbolState.CLOSED);
        } else if (dice < 988) {
            return massCancel();
        }
        return invalid();
    }

    private Command configure(int symbol) {
        Feed feed = random.chance(2, 3) ? Feed.DEPTH : random.chance(1, 2) ? Feed.TOP : Feed.NONE;
        if (random.chance(1, 8)) {
            return new Configure(symbol, feed, 5, AllOrders.BASE_TICKS - 30, AllOrders.BASE_TICKS + 30);
        }
        return new Configure(symbol, feed, 1, 1 + random.below(50), Limits.MAX_PRICE_TICKS);
    }

    private Command massCancel() {
        return switch (random.below(4)) {
            case 0 -> new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL);
            case 1 -> new MassCancel(CancelScope.ALL_IN_SYMBOL, symbol());
            default -> new MassCancel(CancelScope.OWN_IN_SYMBOL, symbol());
        };
    }

    /** What a client could send by mistake, and what only a test would send. */
    private Command invalid() {
        int unknownSymbol = random.chance(1, 2) ? 0 : SYMBOLS + 1 + random.below(5);
        return switch (random.below(9)) {
            case 0 -> new AddSymbol(symbol(), "AGAIN");
            case 1 -> new SetState(unknownSymbol, SymbolState.HALTED);
            case 2 -> new Configure(unknownSymbol, Feed.NONE, 1, 1, 1);
            case 3 -> new Configure(symbol(), Feed.DEPTH, random.below(2), 10, 10 - random.below(2));
            case 4 -> new MassCancel(CancelScope.OWN_IN_SYMBOL, unknownSymbol);
            case 5 -> new MassCancel(CancelScope.OWN, symbol());
            case 6 ->
                new Replace(orders.anySent().orderId(), Limits.MAX_PRICE_TICKS + random.below(2), random.below(2));
            default -> orders.invalid(random.chance(1, 2) ? symbol() : unknownSymbol, nowNanos);
        };
    }

    /** The bytes cut short, padded, with some bits turned, or with a code in them that is near to a valid one. */
    private byte[] garbled(byte[] command) {
        byte[] garbled = command.clone();
        switch (random.below(5)) {
            case 0 -> garbled = Arrays.copyOf(command, random.below(command.length));
            case 1 -> garbled = Arrays.copyOf(command, command.length + 1 + random.below(40));
            case 2 -> garbled[random.below(4)] = (byte) (random.below(9) - 1);
            default -> {
                for (int flips = random.below(3); flips >= 0; flips--) {
                    garbled[random.below(garbled.length)] ^= (byte) (1 << random.below(8));
                }
            }
        }
        return garbled;
    }

    /** Plans as many orders at one price, or waiting for one, as lets the next order reach a limit. */
    private void startBurst() {
        int symbol = symbol();
        plan(1, new SetState(symbol, SymbolState.OPEN));
        plan(1, new Configure(symbol, Feed.DEPTH, 1, 1, Limits.MAX_PRICE_TICKS));
        plan(1, new MassCancel(CancelScope.ALL_IN_SYMBOL, symbol));
        int kind = random.below(3);
        int orderCount = kind == 1 ? 2 * Limits.MAX_TRIGGERS_PER_INPUT + 30 : Limits.MAX_CANCELS_PER_INPUT + 200;
        for (int i = 0; i < orderCount; i++) {
            plan(client(), kind == 1 ? orders.ofStopBurst(symbol) : orders.ofBurst(symbol, nowNanos));
        }
        if (kind == 2) {
            plan(1, new SetState(symbol, SymbolState.CLOSED));
            // At once, so that the timer by which the closing goes on has not fired.
            byte[] open = new SetState(symbol, SymbolState.OPEN).encode();
            burst.add(new TimedInput(2, nowNanos, false, open));
            plan(3, new SetState(symbol, SymbolState.OPEN));
            return;
        }
        for (int i = 0; i < 3; i++) {
            plan(client(), orders.sweep(symbol));
        }
        plan(client(), new MassCancel(CancelScope.ALL_IN_SYMBOL, symbol));
    }

    private void plan(long clientId, Command command) {
        burst.add(input(clientId, command.encode()));
    }
}
