/**
 * The service provider interface of a replicated state machine: what an application implements, and nothing else.
 *
 * <p>An application is one specification of behaviour. Its implementations are its <em>variants</em>; a running copy of
 * a variant is an <em>instance</em>. Every instance of every variant, on every node of a group, executes the same inputs
 * in the same order, and all of them must give byte-identical outputs, digests and snapshots' meanings. The first output
 * for an input is released as its result; the others are compared with it.
 *
 * <p>To write an application, implement {@link io.dsfm.statemachine.StateMachine} at least twice and name each
 * implementation by a {@link io.dsfm.statemachine.StateMachineProvider}, registered for
 * {@link java.util.ServiceLoader}. A variant that can undo cheaply also implements
 * {@link io.dsfm.statemachine.Revertible}.
 *
 * <p>An implementation can fail in three ways, and each has one outcome:
 *
 * <ul>
 *   <li><em>Business rejection</em>: the input is malformed or not permitted. This is a normal result: give a reply with
 *       a stable code, leave the state unchanged. Every input, however garbled, must end in a reply.
 *   <li><em>Thrown exception</em>: the implementation has a bug. Its instance may not go on, since its state is unknown.
 *       It is stopped, the node says so with the position of the input and the exception, and it is made anew from a
 *       snapshot that a healthy instance has taken behind that input. The others go on.
 *   <li><em>Divergence</em>: two instances give different outputs or digests for one input. One of them has a bug that it
 *       does not know of. The framework raises it as an alarm that names both.
 * </ul>
 *
 * <p>This package has no dependencies, and knows nothing of Raft, of networks or of threads.
 */
package io.dsfm.statemachine;
