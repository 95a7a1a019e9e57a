/** What the engine's tests share: instances to drive by hand, a differential run, the data outside the project. */
@NullMarked
package io.dsfm.sample.matching.harness;

import org.jspecify.annotations.NullMarked;
