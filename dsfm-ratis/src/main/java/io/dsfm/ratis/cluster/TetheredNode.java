package io.dsfm.ratis.cluster;

import io.dsfm.ratis.cli.Dsfm;
import java.io.IOException;
import java.io.InputStream;

/**
 * The program that a node process runs: {@code dsfm} with the given arguments, ended at once when standard input ends. The
 * process that started it holds the other end of that pipe and never writes to it, so however that process dies, its nodes
 * do not outlive it.
 */
final class TetheredNode {

    /** As if by SIGKILL. */
    private static final int EXIT_STATUS = 137;

    private TetheredNode() {}

    /** Runs {@code dsfm}. */
    public static void main(String[] arguments) {
        InputStream tether = System.in;
        Thread watch = new Thread(() -> awaitEnd(tether), "tether");
        watch.setDaemon(true);
        watch.start();
        Dsfm.main(arguments);
    }

    private static void awaitEnd(InputStream tether) {
        try {
            while (tether.read() >= 0) {
                // nothing is ever written; if something is, it means nothing
            }
        } catch (IOException e) {
            // the same as the end
        }
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
