/**
 * The test kit: proves of the variants of an application that each keeps the contract of {@link
 * io.dsfm.statemachine.StateMachine}, and that all of them are one. It has no dependencies, and is called from any test
 * framework:
 *
 * <pre>{@code
 * @Test
 * void variantsKeepTheContractAndAreOne() {
 *     StateMachineTestKit.discover("counter")
 *             .inputs(() -> random -> random.bytes(random.below(9)))
 *             .rejections(reply -> reply[0] != 0)
 *             .count(100_000)
 *             .run();
 * }
 * }</pre>
 *
 * <p>Variants are given by their providers as well: {@code StateMachineTestKit.of(new TreeProvider(), new LadderProvider())};
 * one alone is compared with itself. {@code replay(Recording.read(file))} does what was recorded.
 *
 * <p>One stream of inputs, made from a seed or recorded, goes to all variants. After every input: equal replies, events,
 * timers and digests. Now and then, more seldom the larger the state and the longer the run: a snapshot, the same bytes in all variants, restored
 * into every other one, which then has the same digest and the same future, and none of the marks from before; marks and
 * reverts, also nested and after a restore, with numbers beyond 32 bits and with gaps; queries, which change nothing; inputs
 * cut short, padded, bit-flipped and random, which get the same reply from all. Inputs are tried beside the log too, by marks
 * and reverts or on restored copies, so that states are seen that differ by one input: digests and snapshots belong
 * to each other, one to one. No input gives more bytes than a node takes, and the text format writes any bytes.
 *
 * <p>The code of each variant, and what its provider does to create it, is searched for clocks, random numbers, threads, files,
 * the network and the machine's environment, and each is executed
 * in other processes, with another locale, time zone, charset and other identity hash codes, where files and threads are
 * watched; in more of them if immutable sets or maps are used, whose order differs from process to process. These processes
 * execute the first 20,000 inputs. What reflection and native code do is seen only if it shows: in
 * other bytes, or as a file or thread.
 *
 * <p>A failure ({@link io.dsfm.statemachine.testkit.TestKitFailure}) names the variant, the sequence, the input in hexadecimal,
 * what both sides gave, the seed, the smallest stream that shows it, and the line of code that repeats it. Of variants that
 * differ it names the one that the others outvote, or that fails when it is tested alone; if neither tells, all of them. What
 * needs more steps than are kept is repeated by the test itself, with the seed and count that are named.
 */
package io.dsfm.statemachine.testkit;
