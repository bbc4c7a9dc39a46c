package org.hyperdex.storage.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.storage.shard.Mailbox;
import org.hyperdex.storage.shard.Mailboxes;
import org.hyperdex.storage.shard.ShardEvent;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what comes in by one link. Called by the link's network thread only.
 *
 * <p>A frame's messages are gathered by shard and handed over at its end, so that a mailbox is
 * locked, and its thread woken, once per frame.
 */
final class IncomingLink implements LinkListener {
  private final Receptionist receptionist;
  private final Mailboxes mailboxes;
  private final @Nullable ClientSession client;
  private final List<List<ShardEvent>> gathered;
  private final List<ShardEvent.Request> overload = new ArrayList<>();

  IncomingLink(Receptionist receptionist, Mailboxes mailboxes, @Nullable ClientSession client) {
    this.receptionist = receptionist;
    this.mailboxes = mailboxes;
    this.client = client;
    gathered =
        IntStream.range(0, mailboxes.shards())
            .<List<ShardEvent>>mapToObj(_ -> new ArrayList<>())
            .toList();
  }

  @Override
  public void received(Link link, Message message) {
    ClientSession session = client;
    switch (message) {
      case ClientRequest request when session != null -> receive(session, request);
      case ChainMessage chained when session == null ->
          gather(chained.region(), new ShardEvent.FromServer(chained));
      case ClientRequest _, ChainMessage _, ServerResponse _ ->
          throw new WireException(
              "not for this kind of link: " + message.getClass().getSimpleName());
    }
  }

  private void receive(ClientSession session, ClientRequest request) {
    switch (request) {
      case ClientRequest.SearchCredit credit ->
          session.searches().credit(credit.requestId(), credit.rows());
      case ClientRequest.CountRest rest -> session.searches().rest(rest);
      case ClientRequest.Cancel cancel -> session.searches().cancel(cancel.requestId());
      case ClientRequest.Get get -> pass(session, get, get.region());
      case ClientRequest.Write write -> pass(session, write, write.region());
      case ClientRequest.Search search -> announce(session, search, search.region());
      case ClientRequest.Count count -> announce(session, count, count.region());
      case ClientRequest.Explain explain -> announce(session, explain, explain.region());
    }
  }

  private void announce(ClientSession session, ClientRequest request, long region) {
    if (session.searches().announce(request.requestId())) {
      pass(session, request, region);
    } else {
      session.send(
          refusal(request, RefusalReason.MALFORMED, "a search of this request id is still open"));
    }
  }

  private void pass(ClientSession session, ClientRequest request, long region) {
    if (receptionist.leaving()) {
      session.answer(refusal(request, RefusalReason.SHUTTING_DOWN, "the server is shutting down"));
    } else {
      gather(region, new ShardEvent.Request(session.id(), request));
    }
  }

  private void gather(long region, ShardEvent event) {
    gathered.get(mailboxes.indexOf(region)).add(event);
  }

  @Override
  public void batchEnd(Link link) {
    for (int i = 0; i < gathered.size(); i++) {
      List<ShardEvent> events = gathered.get(i);
      if (!events.isEmpty()) {
        hand(link, mailboxes.get(i), events);
        events.clear();
      }
    }
    ClientSession session = client;
    if (session != null) {
      for (ShardEvent.Request refused : overload) {
        session.answer(
            refusal(
                refused.request(),
                RefusalReason.OVERLOADED,
                "too many requests wait at the server"));
      }
      session.flush();
    }
    overload.clear();
  }

  private void hand(Link link, Mailbox mailbox, List<ShardEvent> events) {
    boolean room = mailbox.offerAll(events, overload);
    if (!room && client == null) {
      link.pauseReceiving();
      mailbox.whenDrained(link::resumeReceiving);
    }
  }

  private Refused refusal(ClientRequest request, RefusalReason reason, String detail) {
    return new Refused(request.requestId(), reason, receptionist.configurationVersion(), detail);
  }

  @Override
  public void closed(Link link, CloseReason reason) {
    receptionist.closed(link, client);
  }
}
