package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Watermark;

/**
 * What has left for good.
 *
 * @param index of the entry of the last outcome, inclusive
 * @param sequence of the last result, inclusive
 * @param chainDigest of all outputs up to it
 * @param watermark what a new leader must have executed
 * @param provisional how many results have left before that, by now
 * @param revoked how many of them were revoked
 */
record Released(long index, long sequence, long chainDigest, Watermark watermark, long provisional, long revoked) {}
