package org.hyperdex.storage;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.storage.membership.CoordinatorSource;
import org.hyperdex.storage.rows.DataDirectoryException;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.link.LinkBindException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the server as long as the application context lives. */
@Component
class StorageProcess implements SmartLifecycle {
  /** What the process returns if the server cannot be started at all. */
  static final int CANNOT_START = 1;

  private static final Logger LOG = LoggerFactory.getLogger(StorageProcess.class);

  private final StorageProperties properties;
  private final MeterRegistry meters;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private volatile @Nullable StorageServer server;
  private volatile boolean stopping;

  StorageProcess(StorageProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.meters = meters;
  }

  /** The server, once it has started. */
  Optional<StorageServer> server() {
    return Optional.ofNullable(server);
  }

  /** Blocks until the server has ended; what the process is to return. */
  int awaitEnd() {
    return exitCode.join();
  }

  @Override
  public void start() {
    try {
      StorageServer started =
          StorageServer.start(
              properties.options(),
              CoordinatorSource.of(
                  CoordinatorAddress.parseList(properties.coordinators()),
                  properties.heartbeatInterval()),
              meters);
      server = started;
      var _ = started.ended().thenAccept(this::ended);
    } catch (DataDirectoryException | LinkBindException | IllegalArgumentException e) {
      // These say all there is to say; where they were thrown helps nobody.
      LOG.error("{}", e.getMessage());
      exitCode.complete(CANNOT_START);
    } catch (RuntimeException e) {
      LOG.error("the storage server cannot start", e);
      exitCode.complete(CANNOT_START);
    }
  }

  private void ended(Ending ending) {
    if (ending.kind() == Ending.Kind.LOST && !stopping) {
      // Not on the thread that tells, which may be one of those that the end waits for.
      Thread.ofPlatform().name("storage-again").start(this::again);
    } else {
      exitCode.complete(ending.kind().exitCode());
    }
  }

  /** Begins again with what is on disk: as for its cluster, this is another process. */
  private void again() {
    server().ifPresent(StorageServer::close);
    if (stopping) {
      return;
    }
    LOG.info("the storage server begins again");
    start();
    if (stopping) {
      server().ifPresent(StorageServer::close);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    server().ifPresent(StorageServer::close);
    exitCode.complete(0);
  }

  @Override
  public boolean isRunning() {
    return server != null && !exitCode.isDone();
  }
}
