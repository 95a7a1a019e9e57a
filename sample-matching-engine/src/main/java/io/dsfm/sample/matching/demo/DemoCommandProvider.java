package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cli.CommandProvider;

/** Adds {@code dsfm demo}. */
public final class DemoCommandProvider implements CommandProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DemoCommandProvider() {}

    @Override
    public Object command() {
        return new DemoCommand();
    }
}
