package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWindowTest {

    private final RequestWindow window = new RequestWindow(10, 8);

    @Test
    void numbersRequestsFromTheOneAfterTheLastExecuted() {
        add(3);

        assertThat(send()).containsExactly(11L, 12L, 13L);
        assertThat(window.acknowledgedThrough()).isEqualTo(10);
    }

    @Test
    void hasNoRoomWhileTheLowestNumberIsNotSettled() {
        add(8);
        send();
        window.settle(12);
        assertThat(window.hasRoom()).isFalse();
        assertThatThrownBy(() -> add(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lowest=11");

        window.settle(11);

        assertThat(window.acknowledgedThrough()).isEqualTo(12);
        add(2);
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void sendsRefusedRequestsAgainInOrderBeforeNewOnes() {
        add(5);
        send();
        for (long number = 15; number >= 12; number--) {
            assertThat(window.onRefused(number)).isTrue();
        }
        add(1);

        assertThat(send()).containsExactly(12L, 13L, 14L, 15L, 16L);
    }

    @Test
    void ignoresARefusalOfWhatIsNotUnderWay() {
        add(1);
        send();
        window.onRefused(11);

        assertThat(window.onRefused(11)).isFalse();
        assertThat(window.onRefused(99)).isFalse();
    }

    @Test
    void sendsAgainFromTheExpectedNumberWhenOneIsOutOfOrder() {
        add(5);
        send();
        window.settle(11);
        window.onOutOfOrder(13, 12);
        window.onOutOfOrder(14, 12);
        window.onOutOfOrder(15, 12);

        assertThat(send()).containsExactly(12L, 13L, 14L, 15L);
        assertThat(window.get(12).mayBeInLog).isTrue();
        assertThat(window.get(13).mayBeInLog).isFalse();
    }

    @Test
    void doesNotSendAgainWhatWasSentAfterTheOneOutOfOrder() {
        add(2);
        send();
        window.onRefused(11);
        send();

        window.onOutOfOrder(12, 11);

        assertThat(send()).containsExactly(12L);
    }

    @Test
    void sendsEverythingUnsettledAgainAfterARestartAndRemembersThatItMayBeInTheLog() {
        add(4);
        send();
        window.settle(12);
        window.onRefused(14);

        window.restart();

        assertThat(send()).containsExactly(11L, 13L, 14L);
        assertThat(window.get(11).mayBeInLog).isTrue();
        assertThat(window.get(14).mayBeInLog).isFalse();
    }

    @Test
    void settlesEachNumberOnce() {
        add(1);
        send();

        assertThat(window.settle(11)).isNotNull();
        assertThat(window.settle(11)).isNull();
        assertThat(window.isEmpty()).isTrue();
    }

    /** A receiver that takes numbers in order only, over a line that refuses and restarts at random. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void deliversEveryNumberOnceWhateverIsRefused(long seed) {
        Random random = new Random(seed);
        long expected = 11;
        for (int step = 0; step < 20_000; step++) {
            if (window.hasRoom() && random.nextBoolean()) {
                add(1);
            }
            Request request = window.toSend();
            if (request != null) {
                window.onSent(request);
                long number = request.requestNumber;
                switch (random.nextInt(10)) {
                    case 0 -> window.onRefused(number);
                    case 1 -> window.restart();
                    default -> {
                        if (number > expected) {
                            window.onOutOfOrder(number, expected);
                        } else {
                            expected = number == expected ? expected + 1 : expected;
                            window.settle(number);
                        }
                    }
                }
            }
            window.validate();
            assertThat(window.acknowledgedThrough())
                    .as("seed=%d, step=%d", seed, step)
                    .isEqualTo(expected - 1);
        }
        assertThat(expected).isGreaterThan(1_000);
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            window.add(new Request(new byte[1], Release.GROUP, ClientClock.NEVER));
        }
    }

    private List<Long> send() {
        List<Long> numbers = new ArrayList<>();
        for (Request request = window.toSend(); request != null; request = window.toSend()) {
            window.onSent(request);
            numbers.add(request.requestNumber);
        }
        window.validate();
        return numbers;
    }
}
