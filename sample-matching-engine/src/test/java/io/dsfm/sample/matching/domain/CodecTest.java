package io.dsfm.sample.matching.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layouts, byte for byte, and that what is written can be read. */
class CodecTest {

    private static final OrderKey KEY = new OrderKey(5, 17);

    @Test
    void commandsHaveTheLayoutThatIsWrittenDown() {
        assertThat(hex(new AddSymbol(0x01020304, "AAPL").encode()))
                .isEqualTo("01040000" + "01020304" + "4141504c" + "0".repeat(24));
        assertThat(hex(new NewOrder(1, 17, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 0x1234, 100).encode()))
                .isEqualTo("02020102" + "00000001" + "0000000000000011" + "0000000000001234" + "0000000000000064");
        NewOrder full = NewOrder.limit(1, 17, Side.BUY, 100, 0x1234)
                .withType(OrderType.STOP_LIMIT, 0x55)
                .withDisplay(9)
                .until(0x66)
                .withSelfTrade(SelfTrade.CANCEL_NEWEST);
        assertThat(hex(full.encode()))
                .isEqualTo("02010504" + "00000001" + "0000000000000011" + "0000000000001234" + "0000000000000064"
                        + "0000000000000055" + "0000000000000009" + "0000000000000066" + "02" + "0".repeat(14));
        assertThat(hex(new Configure(1, Feed.DEPTH, 5, 6, 7).encode()))
                .isEqualTo("04020000" + "00000001" + "00000005" + "00000000" + "0000000000000006" + "0000000000000007");
        assertThat(hex(new SetState(1, SymbolState.CLOSED).encode())).isEqualTo("05030000" + "00000001");
        assertThat(hex(new Replace(17, 0x1234, 100).encode()))
                .isEqualTo("06000000" + "00000000" + "0000000000000011" + "0000000000001234" + "0000000000000064");
        assertThat(hex(new MassCancel(CancelScope.ALL_IN_SYMBOL, 1).encode())).isEqualTo("07030000" + "00000001");
        assertThat(hex(new Cancel(17, 100).encode()))
                .isEqualTo("03000000" + "00000000" + "0000000000000011" + "0000000000000064");
    }

    @Test
    void commandsThatAreWrittenCanBeRead() {
        for (Command command : List.of(
                new AddSymbol(Integer.MAX_VALUE, "A234567890123456"),
                NewOrder.limit(1, Long.MAX_VALUE, Side.BUY, Limits.MAX_QUANTITY_LOTS, Limits.MAX_PRICE_TICKS),
                NewOrder.ioc(1, 2, Side.SELL, 3, 4),
                NewOrder.market(1, 2, Side.BUY, 3),
                new Cancel(1, Cancel.ALL),
                NewOrder.fok(1, 2, Side.SELL, 3, 4).withSelfTrade(SelfTrade.CANCEL_OLDEST),
                NewOrder.postOnly(1, 2, Side.SELL, 3, 4).withDisplay(3),
                NewOrder.stop(1, 2, Side.BUY, 3, Limits.MAX_PRICE_TICKS).until(Long.MAX_VALUE),
                new Configure(1, Feed.TOP, Limits.MAX_STEP_TICKS, 1, Limits.MAX_PRICE_TICKS),
                new SetState(1, SymbolState.HALTED),
                new Replace(Long.MAX_VALUE, 1, 1),
                new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL),
                new MassCancel(CancelScope.OWN_IN_SYMBOL, 1),
                new Cancel(1, 5))) {
            CommandDecoder decoder = new CommandDecoder();
            assertThat(decoder.decode(ByteBuffer.wrap(command.encode()))).isEqualTo(RejectCode.NONE);
            assertThat(decoder.toCommand()).isEqualTo(command);
        }
    }

    @Test
    void queriesThatAreWrittenCanBeRead() {
        for (Query query :
                List.of(new Query.Depth(1, 10), new Query.Order(KEY), new Query.Counts(), new Query.Report(7))) {
            assertThat(Query.decode(ByteBuffer.wrap(query.encode()))).isEqualTo(query);
        }
    }

    @Test
    void answersThatAreWrittenCanBeRead() {
        Answer.Level level = new Answer.Level(1, 2, 3);
        for (Answer answer : List.of(
                new Answer.Depth(1, List.of(level, level), List.of(level)),
                new Answer.Depth(1, List.of(), List.of()),
                new Answer.Order(KEY, 1, Side.SELL, 100, 5, 3, 0, 3, 9, 2),
                new Answer.Rejected((byte) 1, RejectCode.UNKNOWN_SYMBOL),
                new Report(
                        7,
                        "AAPL",
                        new SymbolTerms(SymbolState.HALTED, Feed.TOP, 5, 6, 7),
                        new Statistics(1, 2, 3, 4, 5, 6, 0, 0),
                        level,
                        Report.NO_LEVEL,
                        1,
                        2,
                        3,
                        4),
                new Counters(1, 2, 3, 4, 5, 6))) {
            assertThat(Answer.decode(ByteBuffer.wrap(answer.encode()))).isEqualTo(answer);
        }
    }

    @Test
    void answersThatAreNoneAreRefused() {
        byte[] depth = new Answer.Depth(1, List.of(new Answer.Level(1, 2, 3)), List.of()).encode();
        for (int length = 0; length < depth.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(depth, 0, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Answer.decode(cut));
        }
        depth[8] = (byte) 0x80;
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.decode(ByteBuffer.wrap(depth)));
    }

    @Test
    void codesAreUniqueAndFoundAgain() {
        for (RejectCode code : RejectCode.values()) {
            assertThat(RejectCode.ofCode(code.code())).isEqualTo(code);
        }
        for (EventType type : EventType.values()) {
            assertThat(EventType.ofCode(type.code())).isEqualTo(type);
        }
        for (CommandType type : CommandType.values()) {
            assertThat(CommandType.ofCode(type.code())).isEqualTo(type);
        }
        for (CancelReason reason : CancelReason.values()) {
            assertThat(CancelReason.ofCode(reason.code())).isEqualTo(reason);
        }
        assertThat(EventType.ofCode(0)).isNull();
        assertThat(CancelReason.ofCode(CancelReason.values().length + 1)).isNull();
    }

    @Test
    void namesThatAreNoneCannotBeBuilt() {
        for (String name : List.of("", "A23456789012345678", "A B", "Ä")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AddSymbol(1, name))
                    .withMessageContaining("name='" + name + "'");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
