/**
 * What decides: execution with sessions and timers, arbitration, release. Pure: inputs in, effects out; no threads, clocks,
 * locks, futures, files, sockets, and nothing of Ratis or Netty. Everything here is driven by one thread at a time.
 */
@NullMarked
package io.dsfm.ratis.core;

import org.jspecify.annotations.NullMarked;
