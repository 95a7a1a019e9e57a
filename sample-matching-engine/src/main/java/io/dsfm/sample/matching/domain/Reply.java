package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a command, as a value, for clients and for people; variants write it with {@link ResultPublisher}.
 *
 * @param command the kind of the command; null if its code is unknown
 * @param code {@link RejectCode#NONE} if the command was accepted
 * @param symbolId the symbol; 0 where none is known
 * @param orderId the order; 0 where none is known
 * @param filledLots lots of an accepted order that traded
 * @param restingLots lots that are in the book after the command
 * @param cancelledLots lots that were taken away without a trade
 */
public record Reply(
        @Nullable CommandType command,
        RejectCode code,
        int symbolId,
        long orderId,
        long filledLots,
        long restingLots,
        long cancelledLots) {

    /** The exact length of a reply's message. */
    public static final int SIZE_BYTES = 40;

    /** Whether the command was accepted. */
    public boolean isAccepted() {
        return code == RejectCode.NONE;
    }

    /**
     * Reads a reply between the buffer's position and limit, which it leaves as they are.
     *
     * @throws IllegalArgumentException if the bytes are not a reply
     */
    public static Reply decode(ByteBuffer bytes) {
        FieldReader fields = new FieldReader("reply", bytes, SIZE_BYTES);
        int commandCode = fields.code(0);
        CommandType command = commandCode == 0 ? null : fields.known(CommandType.ofCode(commandCode), commandCode);
        int rejectCode = fields.shortAt(2);
        return new Reply(
                command,
                fields.known(RejectCode.ofCode(rejectCode), rejectCode),
                fields.intAt(4),
                fields.longAt(8),
                fields.longAt(16),
                fields.longAt(24),
                fields.longAt(32));
    }
}
