package com.example.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dsfm.statemachine.testkit.StateMachineTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the counter promises, asked of both variants at once. */
final class CounterTest {

    private final TwoVariants counter = new TwoVariants(new LongCounterProvider(), new BigCounterProvider());

    @Test
    void addsUpAndTellsOfEachChange() {
        assertEquals(List.of("value 5", "changed to 5"), counter.input("add 5"));
        assertEquals(List.of("value 3", "changed to 3"), counter.input("add -2"));
        assertEquals(List.of("value 3"), counter.input("add 0"));
        assertEquals("value 3", counter.query("value"));
    }

    @Test
    void refusesWhatHasNoRoomAndStaysAsItIs() {
        counter.input("add 9223372036854775807");
        assertEquals(List.of("rejected: no room in 64 bits"), counter.input("add 1"));
        assertEquals("value 9223372036854775807", counter.query("value"));
    }

    @Test
    void refusesWhatIsNotANumber() {
        assertEquals(List.of("rejected: malformed"), counter.input(new byte[7]));
        assertEquals(List.of("rejected: malformed"), counter.input(new byte[0]));
    }

    @Test
    void variantsKeepTheContractAndAreOne() {
        StateMachineTestKit.of(new LongCounterProvider(), new BigCounterProvider())
                .inputs(() -> random -> random.bytes(8))
                .rejections(reply -> reply[0] != CounterBytes.OK)
                .count(50_000)
                .run();
    }
}
