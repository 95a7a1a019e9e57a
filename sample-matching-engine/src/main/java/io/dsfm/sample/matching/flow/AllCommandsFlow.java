package io.dsfm.sample.matching.flow;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
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
        byte[] command = command().encode();
        return input(client(), random.chance(1, 40) ? garbled(command) : command);
    }

    private TimedInput input(long clientId, byte[] command) {
        nowNanos += random.chance(1, 4) ? 0 : random.below(2 * MEAN_STEP_NANOS);
        return new TimedInput(clientId, nowNanos, random.chance(7, 8), command);
    }

    private int client() {
        return 1 + random.below(CLIENTS);
    }

    private int symbol() {
        return 1 + Math.min(random.below(SYMBOLS), random.below(SYMBOLS));
    }

    private Command command() {
        int dice = random.below(1000);
        if (dice < 560) {
            return orders.next(symbol(), nowNanos);
        } else if (dice < 760) {
            return new Cancel(orders.id(), random.chance(1, 2) ? Cancel.ALL : 1 + random.below(20));
        } else if (dice < 960) {
            int symbol = symbol();
            return new Replace(orders.id(), orders.priceTicks(symbol), 1 + random.below(30));
        } else if (dice < 975) {
            return configure(symbol());
        } else if (dice < 985) {
            return new SetState(symbol(), random.chance(3, 4) ? SymbolState.OPEN : SymbolState.HALTED);
        } else if (dice < 987) {
            return new SetState(symbol(), SymbolState.CLOSED);
        } else if (dice < 992) {
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
        return switch (random.below(8)) {
            case 0 -> new AddSymbol(symbol(), "AGAIN");
            case 1 -> new SetState(unknownSymbol, SymbolState.HALTED);
            case 2 -> new Configure(unknownSymbol, Feed.NONE, 1, 1, 1);
            case 3 -> new Configure(symbol(), Feed.DEPTH, random.below(2), 10, 10 - random.below(2));
            case 4 -> new MassCancel(CancelScope.OWN_IN_SYMBOL, unknownSymbol);
            case 5 -> new MassCancel(CancelScope.OWN, symbol());
            case 6 -> new Replace(orders.id(), Limits.MAX_PRICE_TICKS + random.below(2), random.below(2));
            default -> orders.invalid(random.chance(1, 2) ? symbol() : unknownSymbol, nowNanos);
        };
    }

    /** The bytes cut short, padded, or with some bits turned. */
    private byte[] garbled(byte[] command) {
        byte[] garbled = command.clone();
        switch (random.below(4)) {
            case 0 -> garbled = Arrays.copyOf(command, random.below(command.length));
            case 1 -> garbled = Arrays.copyOf(command, command.length + 1 + random.below(40));
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
            plan(2, new SetState(symbol, SymbolState.OPEN));
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
