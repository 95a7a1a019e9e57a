/**
 * What a run leaves to be read and looked at: its history in EDN, plots, a timeline, a page. Knows histories, and nothing of
 * how they came about.
 *
 * <p>Source of the forms: Jepsen's histories and its {@code timeline.html}, {@code latency-raw.png} and {@code rate.png}.
 */
@NullMarked
package io.dsfm.maelstrom.report;

import org.jspecify.annotations.NullMarked;
