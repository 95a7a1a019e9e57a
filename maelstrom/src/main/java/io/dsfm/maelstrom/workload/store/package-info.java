/**
 * The state machine application behind all workloads: a small store of registers, lists and numbers in spaces, changed by
 * inputs of one or more steps. What is here is its specification: the codecs of inputs, queries and replies, the snapshot
 * format and the digest. It knows no variant, no workload, and nothing of Maelstrom.
 */
@NullMarked
package io.dsfm.maelstrom.workload.store;

import org.jspecify.annotations.NullMarked;
