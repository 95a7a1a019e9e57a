/**
 * A Java agent for the nodes under test that writes down what they sync, so that the harness can drop the rest.
 *
 * <p>Runs in the node's process, on the JDK alone: it must not use any other class of this module. It replaces the calls that
 * open and force files in the classes of Ratis and of DSFM by calls that do the same and keep the record.
 */
@NullMarked
package io.dsfm.maelstrom.harness.agent;

import org.jspecify.annotations.NullMarked;
