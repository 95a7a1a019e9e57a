package io.dsfm.ratis.node;

/** How far an instance is relied on. */
enum InstanceState {
    /** Its outcomes are offered, and its progress counts for the node's. */
    TRUSTED,
    /** It has been found wrong, and is to stop. */
    QUARANTINED,
    /** It executes nothing: what it has made of its state is not known. */
    STOPPED,
    /** It starts anew from a snapshot, and executes what is committed since without telling anybody. */
    REBUILDING,
    /** It has caught up, and offers outcomes; whether they are taken is not decided yet. */
    OFFERED
}
