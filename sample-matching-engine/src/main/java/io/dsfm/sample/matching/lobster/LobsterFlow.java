package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.flow.OrderFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The flow in a LOBSTER message file: the symbol, the orders of the opening book, the commands of the messages. Files are
 * streamed, so that their length does not matter.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: a file that is not what it should be is refused with its name, the line and what is accepted, in an {@link
 * IOException} when it is opened and in an {@link UncheckedIOException} later.
 */
public final class LobsterFlow implements OrderFlow, AutoCloseable {

    private static final String MESSAGE = "message";
    private static final String ORDERBOOK = "orderbook";

    private final CsvFile messageFile;
    private final @Nullable CsvFile orderbookFile;
    private final Queue<byte[]> commands = new ArrayDeque<>();
    private final LobsterConverter converter;

    private @Nullable LobsterRow lastRow;
    private long messages;
    private long withoutChange;
    private long withOrdersHeldBack;

    private LobsterFlow(CsvFile messageFile, @Nullable CsvFile orderbookFile, int symbolId, String symbolName) {
        this.messageFile = messageFile;
        this.orderbookFile = orderbookFile;
        this.converter = new LobsterConverter(symbolId, commands);
        commands.add(new AddSymbol(symbolId, symbolName).encode());
    }

    /**
     * Opens a message file and the orderbook file beside it, if there is one.
     *
     * @param messageFile such as {@code AAPL_2012-06-21_34200000_57600000_message_50.csv}
     * @param symbolId the symbol of all commands
     * @param symbolName its name
     */
    public static LobsterFlow open(Path messageFile, int symbolId, String symbolName) throws IOException {
        Optional<Path> orderbook = orderbookBeside(messageFile);
        CsvFile messages = new CsvFile(messageFile);
        try {
            return new LobsterFlow(
                    messages, orderbook.isPresent() ? new CsvFile(orderbook.get()) : null, symbolId, symbolName);
        } catch (IOException | RuntimeException e) {
            messages.close();
            throw e;
        }
    }

    /** The orderbook file that belongs to a message file, if it exists. */
    static Optional<Path> orderbookBeside(Path messageFile) {
        String name = String.valueOf(messageFile.getFileName());
        int at = name.lastIndexOf(MESSAGE);
        if (at < 0) {
            return Optional.empty();
        }
        String sibling = name.substring(0, at) + ORDERBOOK + name.substring(at + MESSAGE.length());
        return Optional.of(messageFile.resolveSibling(sibling)).filter(Files::exists);
    }

    @Override
    public byte @Nullable [] next() {
        try {
            while (commands.isEmpty()) {
                if (!nextMessage()) {
                    return null;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commands.poll();
    }

    private boolean nextMessage() throws IOException {
        boolean hasMessage = messageFile.next();
        LobsterRow row = null;
        if (orderbookFile != null) {
            boolean hasRow = orderbookFile.next();
            if (hasRow != hasMessage) {
                throw (hasRow ? orderbookFile : messageFile)
                        .refusal("line", hasRow ? "present" : "absent in the orderbook file", "as many lines in both");
            }
            row = hasRow ? LobsterRow.read(orderbookFile) : null;
        }
        if (!hasMessage) {
            return false;
        }
        LobsterMessage message = LobsterMessage.read(messageFile);
        if (messages == 0 && row != null) {
            converter.openingBook(row, message);
        }
        messages++;
        if (message.type() == LobsterMessage.Type.NO_CHANGE) {
            withoutChange++;
        }
        converter.message(message, lastRow, row);
        if (lastRow != null && row != null) {
            converter.view(lastRow, row);
        }
        if (converter.heldBack() > 0) {
            withOrdersHeldBack++;
        }
        lastRow = row;
        return true;
    }

    /** How many messages were read: those that the commands given so far come from, and none behind the last of them. */
    public long messages() {
        return messages;
    }

    /** How many of the messages change no visible book: hidden executions, cross trades, halts. */
    public long messagesWithoutChange() {
        return withoutChange;
    }

    /** How many messages were skipped, because their order is not known and there is no anonymous one at its price. */
    public long messagesAboutUnknownOrders() {
        return converter.unknownOrders();
    }

    /**
     * How many messages have a row that the commands do not reproduce, since it is locked or crossed: an engine would
     * match the orders that cross, so that they are held back until a row shows the book uncrossed.
     */
    public long messagesWithOrdersHeldBack() {
        return withOrdersHeldBack;
    }

    /** How many new orders traded at once, though the file shows no crossed book; 0 if the file is in itself right. */
    public long ordersThatTradedAtOnce() {
        return converter.tradedAtOnce();
    }

    /**
     * How many executions named another order than the one that an engine would trade with: one that is not the first of
     * its queue, or not at the best price.
     */
    public long messagesOutOfTurn() {
        return converter.executedOutOfTurn();
    }

    /** How many levels were taken from a row when they came into view from below. */
    public long levelsFromRows() {
        return converter.levelsFromRows();
    }

    @Override
    public void close() throws IOException {
        try (CsvFile first = messageFile;
                CsvFile second = orderbookFile) {
            commands.clear();
        }
    }
}
