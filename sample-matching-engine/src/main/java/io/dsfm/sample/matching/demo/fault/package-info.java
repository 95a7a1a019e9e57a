/**
 * The demo's faults: when they strike, whom, how long the group takes to serve again, and that it is whole before the next.
 */
@NullMarked
package io.dsfm.sample.matching.demo.fault;

import org.jspecify.annotations.NullMarked;
