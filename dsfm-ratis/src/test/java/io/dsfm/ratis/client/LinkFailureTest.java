package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class LinkFailureTest {

    @Test
    void saysWhyWithoutTheAddressThatIsSaidAnyway() {
        assertThat(LinkFailure.connecting(new ConnectException("Connection refused: localhost/127.0.0.1:1")))
                .isEqualTo("cannot connect: connection refused");
        assertThat(LinkFailure.connecting(new ConnectException(
                        "finishConnect(..) failed with error(-111):" + " Connection refused: localhost/127.0.0.1:1")))
                .isEqualTo("cannot connect: connection refused");
        assertThat(LinkFailure.connecting(new UnknownHostException("nowhere")))
                .isEqualTo("cannot connect: unknown host");
        assertThat(LinkFailure.connecting(new ConnectTimeoutException("timed out: /10.0.0.1:1")))
                .isEqualTo("cannot connect: no answer in time");
        assertThat(LinkFailure.connecting(new IOException("other"))).isEqualTo("cannot connect: other");
    }

    @Test
    void asksWhetherItIsTheClientPortOnlyBeforeTheWelcome() {
        DecoderException strange = new DecoderException("strange");
        assertThat(LinkFailure.connected(strange, false)).contains("client-address of a node");
        assertThat(LinkFailure.connected(strange, true)).isEqualTo("connection failed: strange");
    }
}
