package org.hyperdex.core.replication;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.protocol.OperationId;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the operations a key region has carried out: what makes retries exact.
 *
 * <p>An outcome is kept until its client says that it has seen the answers of all operations up to
 * a watermark that covers it. So there are at most as many outcomes of a client as it has
 * operations in flight.
 */
final class Sessions {
  private static final class Session {
    private long watermark;
    private final TreeMap<Long, OutcomeRecord> outcomes = new TreeMap<>();
  }

  private final Map<Long, Session> sessions = new HashMap<>();

  /** The recorded outcome of {@code operation}, or null. */
  @Nullable OutcomeRecord outcome(OperationId operation) {
    Session session = sessions.get(operation.client());
    return session == null ? null : session.outcomes.get(operation.sequence());
  }

  /** Whether the client has said that it has seen the answer of {@code operation}. */
  boolean answered(OperationId operation) {
    Session session = sessions.get(operation.client());
    return session != null && operation.sequence() <= session.watermark;
  }

  /** Records an outcome. */
  void record(OutcomeRecord record) {
    session(record.operation().client()).outcomes.put(record.operation().sequence(), record);
  }

  /** Raises the client's watermark, and hands over what need not be kept any more. */
  void advance(long client, long watermark, Consumer<OperationId> forgotten) {
    Session session = session(client);
    if (watermark <= session.watermark) {
      return;
    }
    session.watermark = watermark;
    while (!session.outcomes.isEmpty() && session.outcomes.firstKey() <= watermark) {
      forgotten.accept(session.outcomes.pollFirstEntry().getValue().operation());
    }
  }

  /** Hands over every recorded outcome. */
  void each(Consumer<OutcomeRecord> sink) {
    sessions.values().forEach(session -> session.outcomes.values().forEach(sink));
  }

  private Session session(long client) {
    return sessions.computeIfAbsent(client, _ -> new Session());
  }
}
