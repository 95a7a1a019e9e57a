package io.dsfm.sample.matching.jmh;

/**
 * A stream of commands of one kind, in batches, on a book that it fills first. The commands of a batch are measured, those
 * that bring the book back to where it was are not, so that the book stays as it is however long this goes on.
 *
 * <p>Determinism: the same arguments give the same commands, whatever the book.
 */
interface Workload {

    /** How many commands are measured at a time. */
    int BATCH = 200;

    /** The most commands that a batch has, of those that are not measured. */
    int MOST = 20 * BATCH;

    /** Gives the next commands by which the book is filled; false if it is full, with none. */
    boolean fill(Batch batch, int restingOrders);

    /** Gives the next {@value #BATCH} commands to measure. */
    void next(Batch batch);

    /** Gives what brings the book back; it may be nothing. */
    void restore(Batch batch);

    /**
     * The workload of a column of the tables.
     *
     * @param restingOrders at which number of orders the book stays
     */
    static Workload of(String column, int restingOrders) {
        return switch (column) {
            case "new" -> new Columns.News(restingOrders);
            case "cancel" -> new Columns.Cancels(restingOrders);
            case "replace" -> new Columns.Replaces(restingOrders);
            case "sweep" -> new Columns.Sweeps(restingOrders);
            case "mix" -> new Mix(restingOrders);
            default -> throw new IllegalArgumentException("no such column: column=" + column);
        };
    }
}
