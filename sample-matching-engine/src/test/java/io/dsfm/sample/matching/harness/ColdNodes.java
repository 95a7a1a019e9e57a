package io.dsfm.sample.matching.harness;

import io.dsfm.ratis.cluster.NodeCommandLine;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The nodes that a test starts do not rehearse. It takes each of them seconds of a processor, and makes nothing but the first
 * takeover quicker: for tests that do not mind how long that takes.
 */
public final class ColdNodes implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        System.setProperty(NodeCommandLine.NO_REHEARSAL, "true");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.clearProperty(NodeCommandLine.NO_REHEARSAL);
    }
}
