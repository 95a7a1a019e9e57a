package io.dsfm.ratis.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between two nodes and passes on what they say, until it is told to break their connections; then again. */
final class LinkProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    LinkProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Breaks every connection; new ones are passed on. Gives how many there were. */
    int breakAll() {
        List<Socket> broken = List.copyOf(sockets);
        broken.forEach(sockets::remove);
        broken.forEach(LinkProxy::closeQuietly);
        return broken.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket near = null;
            try {
                near = server.accept();
                Socket accepted = near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                accepted.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(accepted);
                sockets.add(far);
                start(() -> pass(accepted, far));
                start(() -> pass(far, accepted));
            } catch (IOException e) {
                if (near != null) {
                    closeQuietly(near); // nobody listens there now
                }
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // broken
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "link-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        breakAll();
    }
}
