package org.hyperdex.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hyperdex.cli.launch.Installation;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;

/**
 * What surrounds a command.
 *
 * @param in standard input
 * @param out where results go
 * @param err where progress and failures go
 * @param connect how a cluster is reached
 * @param installation where the programs are
 */
public record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Function<ClientOptions, HyperDexClient> connect,
    Supplier<Installation> installation) {

  /** The surroundings of this process. All text is UTF-8, whatever the locale says. */
  static Shell ofProcess() {
    return new Shell(
        System.in,
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        HyperDexClient::connect,
        Installation::ofProcess);
  }
}
