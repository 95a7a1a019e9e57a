/**
 * TLS on both kinds of links, with the JDK's provider: which files a node or a client has been given and whether they will
 * do, the handlers that go in front of a connection's own, who is at the other end, and what went wrong in words for people.
 * It knows the configuration, and nothing of what is sent.
 */
@NullMarked
package io.dsfm.ratis.tls;

import org.jspecify.annotations.NullMarked;
