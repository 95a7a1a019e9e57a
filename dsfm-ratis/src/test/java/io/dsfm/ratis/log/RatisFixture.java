package io.dsfm.ratis.log;

import org.apache.ratis.util.SizeInBytes;

/** What only the node may know, for the architecture test to find. */
public final class RatisFixture {

    private final SizeInBytes size;

    RatisFixture(SizeInBytes size) {
        this.size = size;
    }

    SizeInBytes size() {
        return size;
    }
}
