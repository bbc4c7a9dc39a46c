package org.hyperdex.cli;

import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
final class VersionOfBuild implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionOfBuild.class.getPackage().getImplementationVersion();
    return new String[] {"hyperdex " + (version == null ? "(not packaged)" : version)};
  }
}
