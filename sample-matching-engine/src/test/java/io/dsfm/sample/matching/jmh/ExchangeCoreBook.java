package io.dsfm.sample.matching.jmh;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import exchange.core2.core.orderbook.OrderBookNaiveImpl;
import io.dsfm.sample.matching.domain.Side;
import java.util.Arrays;
import java.util.Map;

/** A book of exchange-core, driven as its matching engine drives it: an object in, objects out. */
final class ExchangeCoreBook implements MeasuredBook {

    private final IOrderBook book;
    private final OrderCommand[] commands;
    private int size;
    private long sum;
    private long trades;
    private long refused;

    private ExchangeCoreBook(IOrderBook book, int capacity) {
        this.book = book;
        commands = new OrderCommand[capacity];
        Arrays.setAll(commands, i -> new OrderCommand());
    }

    static ExchangeCoreBook direct(int capacity) {
        // The sizes that exchange-core gives its matching engine.
        ObjectsPool pool = new ObjectsPool(Map.of(
                ObjectsPool.DIRECT_ORDER, 1024 * 1024,
                ObjectsPool.DIRECT_BUCKET, 1024 * 64,
                ObjectsPool.ART_NODE_4, 1024 * 32,
                ObjectsPool.ART_NODE_16, 1024 * 16,
                ObjectsPool.ART_NODE_48, 1024 * 8,
                ObjectsPool.ART_NODE_256, 1024 * 4));
        return new ExchangeCoreBook(
                new OrderBookDirectImpl(
                        symbol(), pool, OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER, LoggingConfiguration.DEFAULT),
                capacity);
    }

    static ExchangeCoreBook naive(int capacity) {
        return new ExchangeCoreBook(new OrderBookNaiveImpl(symbol(), LoggingConfiguration.DEFAULT), capacity);
    }

    /** Futures, since a book of currencies would check the risk of a new price. */
    private static CoreSymbolSpecification symbol() {
        return CoreSymbolSpecification.builder()
                .symbolId(1)
                .type(SymbolType.FUTURES_CONTRACT)
                .baseScaleK(1)
                .quoteScaleK(1)
                .build();
    }

    @Override
    public void load(Batch batch) {
        size = batch.size();
        for (int i = 0; i < size; i++) {
            OrderCommand command = commands[i];
            command.matcherEvent = null;
            command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
            command.command = switch (batch.kinds[i]) {
                case NEW, IMMEDIATE -> OrderCommandType.PLACE_ORDER;
                case CANCEL -> OrderCommandType.CANCEL_ORDER;
                case REDUCE -> OrderCommandType.REDUCE_ORDER;
                case REPLACE -> OrderCommandType.MOVE_ORDER;
            };
            command.orderType = batch.kinds[i] == Batch.Kind.IMMEDIATE ? OrderType.IOC : OrderType.GTC;
            command.action = batch.sides[i] == Side.BUY ? OrderAction.BID : OrderAction.ASK;
            command.orderId = batch.orderIds[i];
            command.uid = Batch.CLIENT_ID;
            command.symbol = 1;
            command.price = batch.priceTicks[i];
            command.reserveBidPrice = batch.priceTicks[i];
            command.size = batch.lots[i];
            command.timestamp++;
        }
    }

    @Override
    public long execute() {
        for (int i = 0; i < size; i++) {
            OrderCommand command = commands[i];
            if (IOrderBook.processCommand(book, command) != CommandResultCode.SUCCESS) {
                refused++;
            }
            for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
                sum += event.size;
                if (event.eventType == MatcherEventType.TRADE) {
                    trades++;
                }
            }
        }
        return sum;
    }

    @Override
    public long trades() {
        return trades;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public int restingOrders() {
        return book.getOrdersNum(OrderAction.BID) + book.getOrdersNum(OrderAction.ASK);
    }
}
