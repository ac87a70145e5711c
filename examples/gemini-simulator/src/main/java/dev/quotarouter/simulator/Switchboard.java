package dev.quotarouter.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Accepts connections, or hangs up on them before a byte is read. Thread-safe. */
final class Switchboard extends ServerSocketFactory {
    /** Hundreds of clients that begin at once are not turned away by the operating system. */
    private static final int BACKLOG = 1024;

    private final AtomicInteger hangUps = new AtomicInteger();

    void hangUp(int connections) {
        hangUps.set(connections);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Line();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, BACKLOG);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        ServerSocket line = createServerSocket();
        line.bind(new InetSocketAddress(address, port), backlog);
        return line;
    }

    private final class Line extends ServerSocket {
        Line() throws IOException {}

        @Override
        public void bind(SocketAddress address, int backlog) throws IOException {
            super.bind(address, Math.max(backlog, BACKLOG));
        }

        @Override
        public Socket accept() throws IOException {
            Socket caller = super.accept();
            while (hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                caller.close();
                caller = super.accept();
            }
            return caller;
        }
    }
}
