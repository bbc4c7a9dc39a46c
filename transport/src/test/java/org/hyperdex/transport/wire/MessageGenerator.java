package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;

/** Makes any message from a seed; numbers are small, large and extreme alike. */
final class MessageGenerator {
  private final SplittableRandom random;

  MessageGenerator(long seed) {
    random = new SplittableRandom(seed);
  }

  Message message() {
    return switch (random.nextInt(19)) {
      case 0 -> new ClientRequest.Get(number(), number(), number(), bytes(), columns());
      case 1 -> write();
      case 2 ->
          new ClientRequest.Search(
              number(), number(), number(), predicate(), listing(), small(), millis());
      case 3 -> new ClientRequest.SearchCredit(number(), small());
      case 4 -> new ClientRequest.Cancel(number());
      case 5 -> new ClientRequest.Count(number(), number(), number(), predicate(), millis());
      case 6 -> new ServerResponse.GetResult(number(), optional(this::storedRow));
      case 7 ->
          new ServerResponse.WriteResult(
              number(), one(Outcome.values()), version(), random.nextInt(-1, 1000));
      case 8 ->
          new ServerResponse.SearchRows(
              number(), list(() -> new ServerResponse.FoundRow(bytes(), storedRow())));
      case 9 -> new ServerResponse.SearchDone(number(), number());
      case 10 -> new ServerResponse.CountResult(number(), number(), number());
      case 11 ->
          new ServerResponse.Refused(
              number(), one(ServerResponse.RefusalReason.values()), number(), "déjà vu " + small());
      case 12 -> propagate();
      case 13 -> recovery();
      case 14 -> new ServerResponse.SearchOpened(number(), list(this::bytes), random.nextBoolean());
      case 15 -> new ClientRequest.CountRest(number(), list(this::bytes), random.nextBoolean());
      case 16 -> new ClientRequest.Explain(number(), number(), number(), predicate());
      case 17 -> new ServerResponse.Explained(number(), explanation());
      default -> new ChainMessage.Ack(number(), number(), bytes(), version(), small());
    };
  }

  private Message recovery() {
    return switch (random.nextInt(13)) {
      case 0 -> new ChainMessage.Confirm(number(), number(), number(), random.nextLong());
      case 1 -> new ChainMessage.ConfirmAnswer(number(), number(), number(), random.nextLong());
      case 2 -> new ChainMessage.TransferBegin(number(), number(), number(), random.nextLong());
      case 3 ->
          new ChainMessage.TransferMemory(
              number(),
              number(),
              number(),
              list(() ->
                  new ChainMessage.KnownOutcome(operation(), one(Outcome.values()), version())),
              list(() -> new ChainMessage.KnownRemoval(bytes(), version(), number())));
      case 4 -> new ChainMessage.TransferWrite(number(), number(), number(), number(), propagate());
      case 5 -> new ChainMessage.TransferCommit(number(), number(), number(), bytes(), version());
      case 6 -> new ChainMessage.TransferAck(number(), number(), number(), number());
      case 7 ->
          new ChainMessage.ChunkDigest(
              number(),
              number(),
              number(),
              bytes(),
              optional(this::bytes),
              random.nextLong(),
              small());
      case 8 -> new ChainMessage.ChunkWanted(number(), number(), number(), bytes());
      case 9 ->
          new ChainMessage.Chunk(
              number(),
              number(),
              number(),
              bytes(),
              optional(this::bytes),
              list(() -> new ServerResponse.FoundRow(bytes(), storedRow())));
      case 10 ->
          new ChainMessage.ScrubAsk(
              number(),
              number(),
              random.nextLong(),
              number(),
              number(),
              number(),
              list(this::knownCopy));
      case 11 ->
          new ChainMessage.ScrubTell(
              number(),
              number(),
              random.nextLong(),
              number(),
              number(),
              number(),
              list(this::knownCopy));
      default -> new ChainMessage.ChunkStored(number(), number(), number(), bytes());
    };
  }

  /** A list of {@link #message}s, possibly empty. */
  List<Message> messages() {
    return list(this::message);
  }

  private Message write() {
    return new ClientRequest.Write(
        number(),
        number(),
        number(),
        operation(),
        number(),
        bytes(),
        one(Existence.values()),
        optional(this::version),
        predicate(),
        random.nextBoolean() ? new ClientRequest.Delete() : new ClientRequest.Update(calls()));
  }

  private ChainMessage.Propagate propagate() {
    return new ChainMessage.Propagate(
        number(),
        number(),
        bytes(),
        version(),
        version(),
        operation(),
        number(),
        one(Outcome.values()),
        optional(this::bytes),
        list(() -> new PathElement(number(), one(Role.values()))),
        small(),
        version(),
        random.nextLong());
  }

  private List<FunctionCall> calls() {
    return list(() -> new FunctionCall(small(), path(), one(Function.values()), bytes()));
  }

  private Check check() {
    return new Check(small(), path(), one(Operator.values()), bytes());
  }

  private Predicate predicate() {
    return random.nextBoolean()
        ? Predicate.all(list(this::check))
        : new Predicate(list(() -> list(this::check)));
  }

  private Explanation explanation() {
    return new Explanation(weighed(), list(this::weighed), number(), number(), number(), number());
  }

  private Explanation.Weighed weighed() {
    return new Explanation.Weighed("scan " + small(), number(), "déjà lu " + small());
  }

  private Columns columns() {
    return random.nextBoolean() ? Columns.ALL : Columns.of(list(() -> random.nextInt(70_000)));
  }

  private Listing listing() {
    return new Listing(
        columns(),
        optional(() ->
            new Listing.Ordered(
                new Ordering(small(), random.nextBoolean()),
                optional(() -> new Position(bytes(), bytes())),
                small())));
  }

  private DocumentPath path() {
    return new DocumentPath(
        list(() ->
            random.nextBoolean()
                ? new DocumentPath.Element(random.nextInt(-20, 20))
                : new DocumentPath.Member(
                    Bytes.utf8(one(new String[] {"a", "b.c", "d[1]", "\\", "naïve", "日本"})))));
  }

  private StoredRow storedRow() {
    return new StoredRow(version(), bytes());
  }

  private ChainMessage.KnownCopy knownCopy() {
    return new ChainMessage.KnownCopy(bytes(), version(), random.nextLong());
  }

  private OperationId operation() {
    return new OperationId(random.nextLong(), number());
  }

  private Version version() {
    return new Version(number(), number());
  }

  private long number() {
    return random.nextLong() >>> random.nextInt(Long.SIZE);
  }

  private long millis() {
    return random.nextBoolean() ? 0 : number() >>> 1;
  }

  private int small() {
    return random.nextInt() >>> random.nextInt(1, Integer.SIZE);
  }

  private Bytes bytes() {
    byte[] array = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(300)];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  private <E> E one(E[] constants) {
    return constants[random.nextInt(constants.length)];
  }

  private <E> Optional<E> optional(Supplier<E> element) {
    return random.nextBoolean() ? Optional.of(element.get()) : Optional.empty();
  }

  private <E> List<E> list(Supplier<E> element) {
    List<E> elements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      elements.add(element.get());
    }
    return elements;
  }
}
