package org.hyperdex.core.replication;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
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
 *
 * <p>What a head has refused is remembered as well, as long, and by that head alone: a copy of the
 * request may still be under way to it, or wait there, by which the operation would take effect
 * after all. Copies to other heads are of epochs at which those do not lead any more, or again
 * ({@link Replica#leadsSince}).
 */
final class Sessions {
  private static final class Session {
    /** Up to here outcomes are forgotten. */
    private long watermark;

    /** Up to here refusals are forgotten. */
    private long refusedWatermark;

    private long heardNanos;
    private final TreeMap<Long, OutcomeRecord> outcomes = new TreeMap<>();
    private final TreeMap<Long, WriteResult> refusals = new TreeMap<>();
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
    return session != null
        && operation.sequence() <= Math.max(session.watermark, session.refusedWatermark);
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

  /** How this head has refused {@code operation}, or null. */
  @Nullable WriteResult refusal(OperationId operation) {
    Session session = known(operation.client());
    return session == null ? null : session.refusals.get(operation.sequence());
  }

  /**
   * The client is told that the operation has no effect.
   *
   * @param watermark that came with it: up to it, its client has seen all answers
   */
  void refuse(OperationId operation, long watermark, WriteResult refusal) {
    Session session = session(operation.client());
    session.refusedWatermark = Math.max(session.refusedWatermark, watermark);
    session.refusals.headMap(session.refusedWatermark, true).clear();
    session.refusals.put(operation.sequence(), refusal);
  }

  /** Raises the client's watermark, and hands over what need not be kept any more. */
  void advance(long client, long watermark, Consumer<OperationId> forgotten) {
    Session session = session(client);
    if (watermark <= session.watermark) {
      return;
    }
    session.watermark = watermark;
    session.refusals.headMap(watermark, true).clear();
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
