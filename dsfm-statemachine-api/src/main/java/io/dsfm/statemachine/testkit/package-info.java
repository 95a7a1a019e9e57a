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
 * into every other one, which then has the same digest and the same future; marks and reverts, also nested and after a
 * restore; queries, which change nothing; inputs cut short, padded, bit-flipped and random, which get the same reply from
 * all. The code of each variant is searched for clocks, random numbers, threads, files and the network, and each is executed
 * in other processes, with another locale, time zone, charset and other identity hash codes, where files and threads are
 * watched. These processes execute the first 20,000 inputs. What reflection and native code do is seen only if it shows: in
 * other bytes, or as a file or thread.
 *
 * <p>A failure ({@link io.dsfm.statemachine.testkit.TestKitFailure}) names the variant, the sequence, the input in hexadecimal,
 * what both sides gave, the seed, the smallest stream that shows it, and the line of code that repeats it. What
 * needs more steps than are kept is repeated by the test itself, with the seed and count that are named.
 */
package io.dsfm.statemachine.testkit;
