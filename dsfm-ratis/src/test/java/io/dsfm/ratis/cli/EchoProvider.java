package io.dsfm.ratis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An application that replies with the words it gets and counts them; the input {@code throw} is its bug. */
public final class EchoProvider implements StateMachineProvider {

    @Override
    public String application() {
        return "echo";
    }

    @Override
    public String variant() {
        return "plain";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return new Echo();
    }

    @Override
    public TextFormat textFormat() {
        return new TextFormat() {
            @Override
            public byte[] parseInput(String text) {
                return text.getBytes(UTF_8);
            }

            @Override
            public byte[] parseQuery(String text) {
                return text.getBytes(UTF_8);
            }

            @Override
            public String formatReply(ByteBuffer reply) {
                return UTF_8.decode(reply.duplicate()).toString();
            }

            @Override
            public String formatAnswer(ByteBuffer answer) {
                return formatReply(answer);
            }
        };
    }

    private static final class Echo implements StateMachine {

        private long count;

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            byte[] bytes = new byte[input.remaining()];
            input.get(bytes);
            if (new String(bytes, UTF_8).equals("throw")) {
                throw new IllegalStateException("planted");
            }
            count++;
            outputs.reply(bytes);
        }

        @Override
        public byte[] query(ByteBuffer query) {
            return Long.toString(count).getBytes(UTF_8);
        }

        @Override
        public void writeSnapshot(OutputStream out) throws IOException {
            new DataOutputStream(out).writeLong(count);
        }

        @Override
        public void restoreSnapshot(InputStream in) throws IOException {
            count = new DataInputStream(in).readLong();
        }

        @Override
        public long digest() {
            return Digest64.mix(count);
        }
    }
}
