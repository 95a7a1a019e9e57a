package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.SizeText;

/**
 * The group's bounds on entries of its log: what they are to be in a node's configuration, by which plain Ratis has none.
 *
 * @param inFlight how many may be under way; 1 to {@link Limits#ENTRIES_IN_FLIGHT_MAX}
 * @param inputs how many inputs in one; 1 to {@link Limits#ENTRY_INPUTS_MAX}
 * @param sizeBytes how many bytes of inputs in one; {@link #BYTES_MIN} to {@link Limits#ENTRY_BYTES_MAX}
 */
public record EntryBounds(int inFlight, int inputs, int sizeBytes) {

    /** An entry takes any one input, and the configuration has no smaller bound on those here. */
    public static final int BYTES_MIN = Limits.DEFAULT.inputBytes() + Limits.ENTRY_OVERHEAD_BYTES;

    /** Those of nodes as they come. */
    public static final EntryBounds DEFAULT = new EntryBounds(
            Limits.DEFAULT.entriesInFlight(), Limits.DEFAULT.entryInputs(), Limits.DEFAULT.entryBytes());

    /** Which values of {@code inFlight} are accepted. */
    public static final String IN_FLIGHT_ACCEPTED = "1 to " + Limits.ENTRIES_IN_FLIGHT_MAX;
    /** Which values of {@code inputs} are accepted. */
    public static final String INPUTS_ACCEPTED = "1 to " + Limits.ENTRY_INPUTS_MAX;
    /** Which values of {@code sizeBytes} are accepted. */
    public static final String BYTES_ACCEPTED =
            SizeText.format(BYTES_MIN) + " to " + SizeText.format(Limits.ENTRY_BYTES_MAX);

    /** Refuses what a node's configuration refuses. */
    public EntryBounds {
        Accepted.require(
                inFlight >= 1 && inFlight <= Limits.ENTRIES_IN_FLIGHT_MAX,
                "entries-in-flight",
                inFlight,
                IN_FLIGHT_ACCEPTED);
        Accepted.require(inputs >= 1 && inputs <= Limits.ENTRY_INPUTS_MAX, "entry-inputs", inputs, INPUTS_ACCEPTED);
        Accepted.require(
                sizeBytes >= BYTES_MIN && sizeBytes <= Limits.ENTRY_BYTES_MAX,
                "entry-bytes",
                SizeText.format(sizeBytes),
                BYTES_ACCEPTED);
    }

    /** The same with another bound on entries under way. */
    public EntryBounds withInFlight(int entries) {
        return new EntryBounds(entries, inputs, sizeBytes);
    }

    /** The same with another bound on an entry's inputs. */
    public EntryBounds withInputs(int most) {
        return new EntryBounds(inFlight, most, sizeBytes);
    }

    /** The same with another bound on an entry's bytes. */
    public EntryBounds withSizeBytes(int most) {
        return new EntryBounds(inFlight, inputs, most);
    }

    /** Those of a node's configuration with these among them. */
    Limits of(Limits others) {
        return others.withEntries(sizeBytes, inputs, inFlight);
    }
}
