package io.dsfm.sample.matching.demo;

import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.flow.OrderFlow;
import io.dsfm.sample.matching.lobster.LobsterFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a run.
 *
 * @param name what it is, for people
 * @param count how many commands it has
 * @param opener gives it from its start
 */
record DemoFlow(String name, long count, Opener opener) {

    private static final int SYMBOL_ID = 1;
    private static final String SYMBOL_NAME = "LOBSTER";

    /** Opens a flow. */
    @FunctionalInterface
    interface Opener {
        /** Gives it from its start; {@link IOException} if its file cannot be read. */
        OpenFlow open() throws IOException;
    }

    /** A flow being read, that ends after a number of commands at the latest. */
    static final class OpenFlow implements OrderFlow, AutoCloseable {

        private final OrderFlow source;
        private long left;

        OpenFlow(OrderFlow source, long limit) {
            this.source = source;
            this.left = limit;
        }

        @Override
        public byte @Nullable [] next() {
            return left-- > 0 ? source.next() : null;
        }

        @Override
        public void close() throws IOException {
            if (source instanceof LobsterFlow file) {
                file.close();
            }
        }
    }

    /**
     * The flow that the options ask for. A file is read once here, for its length and its faults.
     *
     * @throws IllegalArgumentException if it cannot be read, with the line and what is wrong with it
     */
    static DemoFlow of(DemoOptions options) {
        long limit = options.orders() == null ? Long.MAX_VALUE : options.orders();
        Path file = options.flow();
        if (file == null) {
            long orders = options.count();
            Integer resting = options.resting();
            String name = "generated flow, seed " + options.seed();
            return resting == null
                    ? new DemoFlow(name, orders, () -> new OpenFlow(new GeneratedFlow(options.seed(), orders), orders))
                    : new DemoFlow(
                            name + ", " + resting + " orders placed first",
                            orders,
                            () -> new OpenFlow(GeneratedFlow.ofFullBooks(options.seed(), orders, resting), orders));
        }
        Opener opener = () -> new OpenFlow(LobsterFlow.open(file, SYMBOL_ID, SYMBOL_NAME), limit);
        return new DemoFlow(String.valueOf(file.getFileName()), count(file, opener), opener);
    }

    OpenFlow open() throws IOException {
        return opener.open();
    }

    private static long count(Path file, Opener opener) {
        try (OpenFlow flow = opener.open()) {
            long count = 0;
            while (flow.next() != null) {
                count++;
            }
            return count;
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "invalid value: --flow=" + file + ", accepted: a LOBSTER message file; " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        // The message of this one is the path alone.
        return cause instanceof NoSuchFileException ? "there is no such file" : String.valueOf(cause.getMessage());
    }
}
