package org.hyperdex.core.replication;

import java.util.Iterator;
import java.util.LinkedHashMap;
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
 * operations in flight. A client that is not heard of any more is forgotten after a while ({@link
 * #expire}).
 *
 * <p>When a client was heard of is not stored: after a restart, and at a joiner, it is the moment
 * at which the outcome was learnt. So outcomes are kept longer than they must be, never shorter.
 */
final class Sessions {
  private static final class Session {
    private long watermark;
    private long heardNanos;
    private final TreeMap<Long, OutcomeRecord> outcomes = new TreeMap<>();
  }

  private final AwakeTime time;

  /** In the order in which the clients were heard of last, since every look-up is an access. */
  private final Map<Long, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(AwakeTime time) {
    this.time = time;
  }

  /** The recorded outcome of {@code operation}, or null. */
  @Nullable OutcomeRecord outcome(OperationId operation) {
    Session session = known(operation.client());
    return session == null ? null : session.outcomes.get(operation.sequence());
  }

  /** Whether the client has said that it has seen the answer of {@code operation}. */
  boolean answered(OperationId operation) {
    Session session = known(operation.client());
    return session != null && operation.sequence() <= session.watermark;
  }

  /**
   * Records an outcome, unless its client has said that it does not wait for it any more: links
   * that break deliver writes in another order than their head had them in.
   *
   * @return whether it is to be kept
   */
  boolean record(OutcomeRecord record) {
    Session session = session(record.operation().client());
    if (record.operation().sequence() <= session.watermark) {
      return false;
    }
    session.outcomes.put(record.operation().sequence(), record);
    return true;
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

  /**
   * Forgets clients that were not heard of for so long, and hands over their outcomes.
   *
   * @param most how many clients and outcomes at most
   * @return how many were forgotten
   */
  int expire(long expiryNanos, int most, Consumer<OperationId> forgotten) {
    int count = 0;
    Iterator<Session> silent = sessions.values().iterator();
    while (count < most && silent.hasNext()) {
      Session session = silent.next();
      if (time.nanos() - session.heardNanos < expiryNanos) {
        break;
      }
      for (; count < most && !session.outcomes.isEmpty(); count++) {
        forgotten.accept(session.outcomes.pollFirstEntry().getValue().operation());
      }
      if (count < most) {
        silent.remove();
        count++;
      }
    }
    return count;
  }

  /** Hands over every recorded outcome. */
  void each(Consumer<OutcomeRecord> sink) {
    sessions.values().forEach(session -> session.outcomes.values().forEach(sink));
  }

  private @Nullable Session known(long client) {
    Session session = sessions.get(client);
    if (session != null) {
      session.heardNanos = time.nanos();
    }
    return session;
  }

  private Session session(long client) {
    Session session = sessions.computeIfAbsent(client, _ -> new Session());
    session.heardNanos = time.nanos();
    return session;
  }
}
