package org.hyperdex.storage.peers;

import java.util.HashSet;
import java.util.Set;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.hyperdex.storage.shard.Mailboxes;
import org.hyperdex.storage.shard.ShardEvent;
import org.hyperdex.storage.shard.ShardOutput;
import org.jspecify.annotations.Nullable;

/** The output of one shard: remembers whom it has written to in a turn, and flushes them once. */
public final class LinkOutput implements ShardOutput {
  private final long self;
  private final Mailboxes mailboxes;
  private final Peers peers;
  private final Receptionist receptionist;
  private final Set<ClientSession> touchedClients = new HashSet<>();
  private final Set<Peer> touchedPeers = new HashSet<>();
  private @Nullable ClientSession lastClient;
  private @Nullable Peer lastPeer;

  /** Makes the output of one shard of the server {@code self}. */
  public LinkOutput(long self, Mailboxes mailboxes, Peers peers, Receptionist receptionist) {
    this.self = self;
    this.mailboxes = mailboxes;
    this.peers = peers;
    this.receptionist = receptionist;
  }

  @Override
  public void toServer(long server, ChainMessage message) {
    if (server == self) {
      mailboxes.of(message.region()).offer(new ShardEvent.FromServer(message));
      return;
    }
    Peer peer = lastPeer;
    if (peer == null || peer.id() != server) {
      peer = peers.peer(server);
      lastPeer = peer;
      touchedPeers.add(peer);
    }
    peer.send(message);
  }

  @Override
  public void toClient(long link, ServerResponse response) {
    ClientSession client = lastClient;
    if (client == null || client.id() != link) {
      client = receptionist.client(link);
      if (client == null) {
        return;
      }
      lastClient = client;
      touchedClients.add(client);
    }
    client.answer(response);
  }

  @Override
  public void flush() {
    touchedPeers.forEach(Peer::flush);
    touchedPeers.clear();
    lastPeer = null;
    touchedClients.forEach(ClientSession::flush);
    touchedClients.clear();
    lastClient = null;
  }

  @Override
  public void start(StartSearch search) {
    ClientSession client = receptionist.client(search.link());
    if (client == null) {
      ((RowsSnapshot) search.snapshot()).close();
    } else {
      client.searches().start(search);
    }
  }
}
