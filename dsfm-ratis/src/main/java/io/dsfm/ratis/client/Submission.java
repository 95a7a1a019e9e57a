package io.dsfm.ratis.client;

import java.util.concurrent.CompletableFuture;

/**
 * A submitted input whose result may leave before it is certain.
 *
 * <p>Threading: as {@link GroupClient}.
 *
 * @param released completes with the first result that leaves: with level {@code local} a provisional one. Fails if there
 *     is none, as {@code settled} does
 * @param settled completes with the result that holds for good: the one released, which is thereby confirmed; or another
 *     one, {@linkplain Result#isSameAs not the same}, if the first was revoked and the input was executed anew. Fails as
 *     {@link GroupClient} says; a result that was released is then still provisional, and who asks again under the same
 *     client id learns what became of it
 */
public record Submission(CompletableFuture<Result> released, CompletableFuture<Result> settled) {}
