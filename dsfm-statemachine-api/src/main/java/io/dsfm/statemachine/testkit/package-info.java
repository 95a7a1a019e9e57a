/** The test kit. */
package io.dsfm.statemachine.testkit;
