/**
 * The command line: reads arguments and files, starts nodes, asks running ones, prints. Every command ends with a
 * documented exit code.
 */
@NullMarked
package io.dsfm.ratis.cli;

import org.jspecify.annotations.NullMarked;
