package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The responses that were given, so that a command that comes again is answered and not repeated.
 * Immutable.
 *
 * <p>What is kept is bounded. Of each client the {@value #RESPONSES_PER_CLIENT} responses with the
 * highest sequences are kept; what is at or below the highest one dropped counts as {@link
 * #forgotten}, and such a command must be refused. Of clients the {@value #CLIENTS} that were
 * answered last are kept. A command of a client that was dropped looks like a new one: so a client
 * must give up on a command before {@value #CLIENTS} others can have been answered.
 */
public final class ResponseHistory {
  /** Responses kept for one client: the commands it may have in flight at once. */
  public static final int RESPONSES_PER_CLIENT = 32;

  /** Clients that are remembered. */
  public static final int CLIENTS = 4096;

  /** The history of a cluster that nobody has asked anything of. */
  public static final ResponseHistory EMPTY = new ResponseHistory(List.of());

  /** By client, the one answered last at the end. */
  private final LinkedHashMap<Long, Session> sessions = new LinkedHashMap<>();

  /**
   * What is kept for one client.
   *
   * @param forgottenThrough the highest sequence whose response was dropped; 0 if none was
   * @param responses by sequence, ascending, all above {@code forgottenThrough}
   */
  public record Session(long client, long forgottenThrough, List<Recorded> responses) {
    public Session {
      responses = List.copyOf(responses);
    }

    private Session with(long sequence, Response response) {
      TreeMap<Long, Response> kept = new TreeMap<>();
      responses.forEach(recorded -> kept.put(recorded.sequence(), recorded.response()));
      kept.put(sequence, response);
      long forgotten = forgottenThrough;
      while (kept.size() > RESPONSES_PER_CLIENT) {
        forgotten = kept.firstKey();
        kept.remove(forgotten);
      }
      List<Recorded> next = new ArrayList<>();
      kept.forEach((number, answer) -> next.add(new Recorded(number, answer)));
      return new Session(client, forgotten, next);
    }
  }

  /** One response. */
  public record Recorded(long sequence, Response response) {}

  /** Makes a history of the sessions of another one, for reading a snapshot. */
  public ResponseHistory(List<Session> sessions) {
    sessions.forEach(session -> this.sessions.put(session.client(), session));
  }

  /** All sessions, the one answered last at the end. */
  public List<Session> sessions() {
    return List.copyOf(sessions.values());
  }

  /** The response to that command, if it is kept. */
  public Optional<Response> find(long client, long sequence) {
    Session session = sessions.get(client);
    if (session == null) {
      return Optional.empty();
    }
    return session.responses().stream()
        .filter(recorded -> recorded.sequence() == sequence)
        .map(Recorded::response)
        .findFirst();
  }

  /** Whether a response to that command may have been given and dropped. */
  public boolean forgotten(long client, long sequence) {
    Session session = sessions.get(client);
    return session != null && sequence <= session.forgottenThrough();
  }

  /**
   * This history and one response more.
   *
   * @throws IllegalStateException if there is a response to that command, or may have been
   */
  public ResponseHistory with(long client, long sequence, Response response) {
    if (forgotten(client, sequence) || find(client, sequence).isPresent()) {
      throw new IllegalStateException(
          "command " + sequence + " of client " + client + " has been answered before");
    }
    ResponseHistory next = new ResponseHistory(List.of());
    next.sessions.putAll(sessions);
    Session session = next.sessions.remove(client);
    Session grown = session == null ? new Session(client, 0, List.of()) : session;
    next.sessions.put(client, grown.with(sequence, response));
    while (next.sessions.size() > CLIENTS) {
      next.sessions.pollFirstEntry();
    }
    return next;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResponseHistory that && sessions().equals(that.sessions());
  }

  @Override
  public int hashCode() {
    return sessions().hashCode();
  }

  @Override
  public String toString() {
    return "ResponseHistory[" + sessions.size() + " clients]";
  }
}
