package io.dsfm.sample.matching.demo.report;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Tells how a run gets on: on a terminal, one line that changes, and below it what happened; elsewhere, a line every few
 * seconds.
 *
 * <p>Threading: any thread; calls exclude each other.
 */
public final class Progress {

    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final int COLUMNS = 79;
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintWriter out;
    private final boolean terminal;
    private final Style style;
    private final long startNanos;
    private long lastLineNanos;
    private boolean lineShown;

    /** Starts the clock that the lines show. */
    public Progress(PrintWriter out, boolean terminal, Style style) {
        this.out = out;
        this.terminal = terminal;
        this.style = style;
        this.startNanos = System.nanoTime();
        this.lastLineNanos = startNanos;
    }

    /** Something happened that stays on the screen. */
    public synchronized void event(String text) {
        clear();
        out.println(style.soft(clock()) + "  " + text);
        out.flush();
    }

    /** How things are; shown until the next call. */
    public synchronized void update(String text) {
        String line = clock() + "  " + text;
        if (terminal) {
            out.print(BACK_AND_ERASE + style.soft(line.substring(0, Math.min(COLUMNS, line.length()))));
            lineShown = true;
        } else if (System.nanoTime() - lastLineNanos > LINE_EVERY_NANOS) {
            out.println(line);
            lastLineNanos = System.nanoTime();
        }
        out.flush();
    }

    /** Leaves the screen to others. */
    public synchronized void clear() {
        if (lineShown) {
            out.print(BACK_AND_ERASE);
            out.flush();
            lineShown = false;
        }
    }

    private String clock() {
        return Quantity.format("%5.1f s", (System.nanoTime() - startNanos) / 1e9);
    }
}
