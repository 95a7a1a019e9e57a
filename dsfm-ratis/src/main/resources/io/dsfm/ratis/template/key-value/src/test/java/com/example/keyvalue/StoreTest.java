package com.example.keyvalue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dsfm.statemachine.testkit.SeededRandom;
import io.dsfm.statemachine.testkit.StateMachineTestKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the store promises, asked of both variants at once. */
final class StoreTest {

    private final TwoVariants store = new TwoVariants(new TreeStoreProvider(), new HashStoreProvider());

    @Test
    void keepsWhatIsPutUntilItIsRemoved() {
        assertEquals(List.of("ok"), store.input("put color blue"));
        assertEquals("blue", store.query("color"));
        assertEquals(List.of("ok"), store.input("put color dark green"));
        assertEquals("dark green", store.query("color"));
        assertEquals(List.of("ok"), store.input("remove color"));
        assertEquals(List.of("rejected: no such key"), store.input("remove color"));
        assertEquals("rejected: no such key", store.query("color"));
    }

    @Test
    void keysExpireAtTheirTimeAndNotBefore() {
        store.input("put a 1000ms x");
        store.input("put b 3000ms y");
        assertEquals(List.of(), store.passMillis(999));
        assertEquals("x", store.query("a"));
        assertEquals(List.of("expired: a"), store.passMillis(1));
        assertEquals("rejected: no such key", store.query("a"));
        assertEquals(List.of("expired: b"), store.passMillis(2_000));
    }

    @Test
    void aKeyThatIsPutAgainLivesByItsNewTime() {
        store.input("put a 1000ms x");
        store.input("put a 5000ms y");
        assertEquals(List.of(), store.passMillis(4_999));
        store.input("put a z");
        assertEquals(List.of(), store.passMillis(100_000));
        assertEquals("z", store.query("a"));
    }

    @Test
    void timersOutliveASnapshot() throws IOException {
        store.input("put a 1000ms x");
        store.exchangeSnapshots();
        assertEquals(List.of("expired: a"), store.passMillis(1_000));
        store.exchangeSnapshots();
        assertEquals("rejected: no such key", store.query("a"));
    }

    @Test
    void takesNoMoreKeysThanItMayHave() {
        TwoVariants full = new TwoVariants(new HashStoreProvider(), new HashStoreProvider());
        for (int i = 0; i < Reply.KEYS_MAX; i++) {
            full.input("put " + i + " x");
        }
        assertEquals(List.of("rejected: full"), full.input("put one-more x"));
        assertEquals(List.of("ok"), full.input("put 7 y"));
        full.input("remove 8");
        assertEquals(List.of("ok"), full.input("put one-more x"));
    }

    @Test
    void variantsKeepTheContractAndAreOne() {
        StateMachineTestKit.of(new TreeStoreProvider(), new HashStoreProvider())
                .inputs(() -> StoreTest::anyCommand)
                .queries(() -> random -> key(random).getBytes(StandardCharsets.UTF_8))
                .rejections(reply -> reply[0] != Reply.OK)
                .count(50_000)
                .run();
    }

    private static byte[] anyCommand(SeededRandom random) {
        return random.chance(1, 3)
                ? new Command(false, key(random), 0, new byte[0]).toBytes()
                : new Command(true, key(random), random.below(4) * 50L, random.bytes(random.below(4))).toBytes();
    }

    private static String key(SeededRandom random) {
        return "k" + random.below(20);
    }
}
