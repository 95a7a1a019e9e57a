package io.dsfm.ratis.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that holds this class, and the JVM's. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ManifestVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "dsfm " + (version == null ? "(not run from a jar, version unknown)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
