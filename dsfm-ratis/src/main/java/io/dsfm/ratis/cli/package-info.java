/**
 * The command line: reads arguments and files, starts nodes, asks running ones, prints. Every command ends with one of
 * the {@linkplain io.dsfm.ratis.cli.ExitCode documented exit codes}; results go to standard output, everything else to
 * standard error. Other modules add commands through {@link io.dsfm.ratis.cli.CommandProvider}.
 */
@NullMarked
package io.dsfm.ratis.cli;

import org.jspecify.annotations.NullMarked;
