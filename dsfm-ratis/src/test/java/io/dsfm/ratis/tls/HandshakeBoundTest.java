package io.dsfm.ratis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

final class HandshakeBoundTest {

    @Test
    void whoSendsMoreThanAHandshakeNeedsIsDisconnectedAndNothingOfThatIsKept() {
        EmbeddedChannel channel = new EmbeddedChannel(new HandshakeBound());
        for (int left = HandshakeBound.BYTES_MAX; left > 0; left -= 1 << 10) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[1 << 10]));
        }
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.inboundMessages()).hasSize(HandshakeBound.BYTES_MAX >> 10);

        ByteBuf beyond = Unpooled.wrappedBuffer(new byte[1]);
        channel.writeInbound(beyond);

        assertThat(channel.isOpen()).isFalse();
        assertThat(beyond.refCnt()).isZero();
        assertThat(channel.inboundMessages()).hasSize(HandshakeBound.BYTES_MAX >> 10);
        channel.releaseInbound();
    }
}
