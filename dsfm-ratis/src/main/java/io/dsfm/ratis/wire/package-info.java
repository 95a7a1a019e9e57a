/**
 * What both ends of the client protocol share: its version, limits and the framing of messages on a Netty channel;
 * and what both kinds of ports share, transports and seldom warnings.
 */
@NullMarked
package io.dsfm.ratis.wire;

import org.jspecify.annotations.NullMarked;
