/**
 * A client of the demo's load in a process of its own, which can be killed as nodes are: the program that it runs, and its
 * stand-in in the demo's process. Between them are two pipes; what they carry are frames.
 */
@NullMarked
package io.dsfm.sample.matching.demo.remote;

import org.jspecify.annotations.NullMarked;
