package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.cli.CommandProvider;

/** Adds {@code dsfm bench}. */
public final class BenchCommandProvider implements CommandProvider {

    /** For {@link java.util.ServiceLoader}. */
    public BenchCommandProvider() {}

    @Override
    public Object command() {
        return new BenchCommand();
    }
}
