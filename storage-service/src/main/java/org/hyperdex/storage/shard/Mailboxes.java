package org.hyperdex.storage.shard;

import java.util.List;
import java.util.stream.IntStream;
import org.hyperdex.core.replication.Shard;

/** The mailboxes of all shards of a server. */
public final class Mailboxes {
  private final List<Mailbox> mailboxes;

  /** Makes {@code shards} mailboxes, each with these bounds. */
  public Mailboxes(int shards, MailboxBounds bounds) {
    mailboxes = IntStream.range(0, shards).mapToObj(_ -> new Mailbox(bounds)).toList();
  }

  /** How many shards there are. */
  public int shards() {
    return mailboxes.size();
  }

  /** The mailbox of shard {@code index}. */
  public Mailbox get(int index) {
    return mailboxes.get(index);
  }

  /** Which shard has {@code region}. */
  public int indexOf(long region) {
    return Shard.indexOf(region, mailboxes.size());
  }

  /** The mailbox of the shard that has {@code region}. */
  public Mailbox of(long region) {
    return mailboxes.get(indexOf(region));
  }

  /** Puts {@code event}, which is no request, into every mailbox. */
  public void toAll(ShardEvent event) {
    for (Mailbox mailbox : mailboxes) {
      if (!mailbox.offer(event)) {
        throw new IllegalArgumentException("a request belongs to one shard");
      }
    }
  }

  /** Closes all mailboxes. */
  public void close() {
    mailboxes.forEach(Mailbox::close);
  }
}
