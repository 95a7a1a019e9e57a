/** Lets a JVM that has just started go through everything that a primary has to do, before it has to. */
@NullMarked
package io.dsfm.ratis.rehearsal;

import org.jspecify.annotations.NullMarked;
