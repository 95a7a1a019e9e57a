package io.dsfm.ratis.gateway;

import com.google.protobuf.MessageLite;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.Hello;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.wire.WireProtocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that does as it is told, right or wrong. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket();
        // Small, so that what is not read soon backs up into the node.
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    void sendBytes(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(ClientFrame.Builder frame) throws IOException {
        MessageLite message = frame.build();
        out.writeInt(message.getSerializedSize());
        message.writeTo(out);
        out.flush();
    }

    NodeFrame shakeHands() throws IOException {
        return shakeHands(WireProtocol.hello(FakeGroup.NAME));
    }

    NodeFrame shakeHands(Hello hello) throws IOException {
        send(ClientFrame.newBuilder().setHello(hello));
        return read();
    }

    NodeFrame read() throws IOException {
        return NodeFrame.parseFrom(in.readNBytes(in.readInt()));
    }

    /** Reads up to the goodbye, and checks that the connection ends after it. */
    GoodbyeReason goodbye() throws IOException {
        NodeFrame frame = read();
        while (!frame.hasGoodbye()) {
            frame = read();
        }
        if (in.read() >= 0) {
            throw new AssertionError("more after the goodbye");
        }
        return frame.getGoodbye().getReason();
    }

    /** Reads until the connection ends, however it does. */
    void awaitEnd() {
        try {
            while (in.read() >= 0) {
                // Not of interest.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection did not end", e);
        } catch (IOException e) {
            // Reset: an end, too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
