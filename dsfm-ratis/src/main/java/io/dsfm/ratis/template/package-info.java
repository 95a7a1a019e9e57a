/**
 * The folder of a first state machine, written for somebody who starts one. It knows the files, which are resources beside
 * it, and nothing of nodes.
 */
@NullMarked
package io.dsfm.ratis.template;

import org.jspecify.annotations.NullMarked;
