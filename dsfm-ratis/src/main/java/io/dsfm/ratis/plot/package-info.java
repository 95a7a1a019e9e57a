/**
 * Plots as SVG text, for reports that are one file and load nothing. Knows numbers and names, and nothing of what they are
 * about; no other package of this project.
 */
@NullMarked
package io.dsfm.ratis.plot;

import org.jspecify.annotations.NullMarked;
