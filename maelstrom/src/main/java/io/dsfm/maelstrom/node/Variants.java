package io.dsfm.maelstrom.node;

import io.dsfm.maelstrom.workload.hash.HashProvider;
import io.dsfm.maelstrom.workload.tree.TreeProvider;
import java.util.List;

/** Which variants a node runs an instance of. */
final class Variants {

    private Variants() {}

    /** Refuses what is none of the ways, with those that are. */
    static void require(String way) {
        if (!List.of("alternate", "both", TreeProvider.VARIANT, HashProvider.VARIANT)
                .contains(way)) {
            throw new IllegalArgumentException("not a way to run variants: DSFM_VARIANTS=" + way
                    + ", accepted: alternate, both, " + TreeProvider.VARIANT + ", " + HashProvider.VARIANT);
        }
    }

    /** The variants of the node with this place, from 0, among all. */
    static List<String> of(String way, int place) {
        return switch (way) {
            case "alternate" -> List.of(place % 2 == 0 ? TreeProvider.VARIANT : HashProvider.VARIANT);
            case "both" -> List.of(TreeProvider.VARIANT, HashProvider.VARIANT);
            default -> List.of(way);
        };
    }
}
