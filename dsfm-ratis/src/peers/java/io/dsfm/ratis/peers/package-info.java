/**
 * The group as a contestant of the peer benchmark, a program beside this project that measures replicated state machines
 * side by side. Not part of the build: it is compiled where that benchmark is, by {@code src/peers/run.sh} and by a test.
 */
@NullMarked
package io.dsfm.ratis.peers;

import org.jspecify.annotations.NullMarked;
