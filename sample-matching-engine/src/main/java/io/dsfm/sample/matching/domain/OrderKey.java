package io.dsfm.sample.matching.domain;

/**
 * What identifies a resting order.
 *
 * @param clientId the client that sent it
 * @param orderId the id that the client gave it
 */
public record OrderKey(long clientId, long orderId) {}
