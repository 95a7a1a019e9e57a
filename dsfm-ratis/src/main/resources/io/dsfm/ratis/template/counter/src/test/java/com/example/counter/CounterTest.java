package com.example.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;
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
    void variantsAgreeOnAnything() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(12) : 8];
            random.nextBytes(bytes);
            counter.input(bytes);
            if (i % 1_000 == 0) {
                counter.exchangeSnapshots();
            }
        }
    }
}
