package io.dsfm.ratis.plot;

import java.util.List;

/**
 * Points that belong together, in the order in which they are joined.
 *
 * <p>Threading: immutable.
 *
 * @param name for the legend; empty to be left out there
 * @param look how it is drawn
 * @param points the points
 */
public record Series(String name, Look look, List<Point> points) {

    /** Copies the list. */
    public Series {
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param x across
     * @param y up
     * @param note what is shown to who points at it
     * @param isDoubtful whether it is drawn hollow
     */
    public record Point(double x, double y, String note, boolean isDoubtful) {}

    /**
     * How it is drawn.
     *
     * @param colour of all of it
     * @param isDashed whether the line is
     * @param hasLine whether points are joined
     * @param hasMarks whether points are marked
     */
    public record Look(String colour, boolean isDashed, boolean hasLine, boolean hasMarks) {

        /** The same without marks. */
        public Look plain() {
            return new Look(colour, isDashed, true, false);
        }

        /** The same without the line. */
        public Look scattered() {
            return new Look(colour, isDashed, false, true);
        }
    }
}
