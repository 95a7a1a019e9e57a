package io.dsfm.statemachine.testkit;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Whose fault it is that instances differ.
 *
 * @param suspects the label of the one that the others outvote; of two variants, if as many agree with one as with the
 *     other
 */
record Blame(List<String> suspects) {

    /**
     * Counts votes. Of instances of which as many are restored as not, a restored one is at fault: it has lost something on
     * the way.
     *
     * @param other the first of {@code lanes} that differs from the first of all
     * @param same whether two agree
     */
    static Blame of(List<Lane> lanes, Lane other, BiPredicate<Lane, Lane> same) {
        Lane first = lanes.get(0);
        long withFirst = lanes.stream()
                .filter(lane -> lane == first || same.test(first, lane))
                .count();
        long withOther = lanes.stream()
                .filter(lane -> lane == other || same.test(other, lane))
                .count();
        if (withFirst < withOther) {
            return new Blame(List.of(first.label()));
        }
        boolean isKnown = withOther < withFirst || other.isRestored();
        return new Blame(isKnown ? List.of(other.label()) : List.of(first.label(), other.label()));
    }
}
