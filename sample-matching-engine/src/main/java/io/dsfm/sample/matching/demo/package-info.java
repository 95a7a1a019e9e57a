/**
 * The demo: a group of real processes under load, with faults, and a judgement of what came out. This package puts
 * together what its subpackages do: {@code load} submits, {@code fault} strikes, {@code check} judges, {@code report} tells.
 */
@NullMarked
package io.dsfm.sample.matching.demo;

import org.jspecify.annotations.NullMarked;
