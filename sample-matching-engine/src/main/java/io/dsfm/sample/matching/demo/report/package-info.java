/**
 * What the demo tells: one model of a run, and its forms as JSON, as a page and in the terminal. It measures and judges
 * nothing.
 */
@NullMarked
package io.dsfm.sample.matching.demo.report;

import org.jspecify.annotations.NullMarked;
