package io.dsfm.sample.matching.flow;

/**
 * One input of a flow that many clients send, with the time at which it comes.
 *
 * @param clientId the client that sends it
 * @param nowNanos its time in the log; never goes backwards
 * @param firesTimers whether the timers that are due fire before it; else they are late
 * @param command the bytes
 */
public record TimedInput(long clientId, long nowNanos, boolean firesTimers, byte[] command) {}
