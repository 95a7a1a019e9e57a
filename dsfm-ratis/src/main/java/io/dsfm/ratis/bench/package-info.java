/**
 * Measures a group against plain Apache Ratis: both replicate the same application for the same load, turn by turn, on
 * this machine, each as processes of its own.
 *
 * <p>Plain Ratis here is what its user would write: a {@code RaftServer} whose state machine applies each entry at commit
 * ({@code PlainRatisNode}), and Ratis's own client. The group is an ordinary one, with the ordinary client. Everything
 * that measures sees both through {@link io.dsfm.ratis.bench.Contestant} and cannot tell them apart. What the application
 * is and what load it gets comes from outside: {@link io.dsfm.ratis.bench.BenchOptions} and
 * {@link io.dsfm.ratis.bench.InputFlow}.
 */
@NullMarked
package io.dsfm.ratis.bench;

import org.jspecify.annotations.NullMarked;
