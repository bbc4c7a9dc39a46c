package org.hyperdex.gateway.objects;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteBatch;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonBatchLine;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.BodyLines;
import org.hyperdex.gateway.web.HeldMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out the lines of a batch and answers them in order. Lines are read only as fast as they
 * are carried out; where there is no memory for another one, those under way are waited for first.
 */
final class BatchRun {
  private static final Logger log = LoggerFactory.getLogger(BatchRun.class);
  private static final int MAX_LINES_UNDER_WAY = 512;
  private static final long MAX_CHARACTERS_UNDER_WAY = 4 << 20;

  /** A line that has been begun; its answer may have to be waited for. */
  private record Begun(Supplier<ObjectNode> answer, int characters, int taken) {}

  private final WriteBatch batch;
  private final Schema schema;
  private final HeldMemory held;
  private final OutputStream out;
  private final Deque<Begun> underWay = new ArrayDeque<>();
  private long characters;

  /** What the line that is being read has taken. */
  private int taken;

  BatchRun(WriteBatch batch, Schema schema, HeldMemory held, OutputStream out) {
    this.batch = batch;
    this.schema = schema;
    this.held = held;
    this.out = out;
  }

  /** Makes room for bytes of the next line. */
  void take(int bytes) throws IOException {
    long needed = (long) bytes * Bodies.MEMORY_FACTOR;
    while (!underWay.isEmpty()) {
      try {
        taken += held.take(needed);
        return;
      } catch (Problem _) {
        answerFirst();
      }
    }
    taken += held.take(needed, HeldMemory.PATIENCE);
  }

  void carryOut(BodyLines in) throws IOException {
    Optional<Begun> begun = beginNext(in);
    while (begun.isPresent()) {
      underWay.addLast(begun.get());
      characters += begun.get().characters();
      while (underWay.size() >= MAX_LINES_UNDER_WAY || characters > MAX_CHARACTERS_UNDER_WAY) {
        answerFirst();
      }
      begun = beginNext(in);
    }
    while (!underWay.isEmpty()) {
      answerFirst();
    }
  }

  private void answerFirst() throws IOException {
    Begun first = underWay.removeFirst();
    characters -= first.characters();
    out.write((first.answer().get() + "\n").getBytes(StandardCharsets.UTF_8));
    held.give(first.taken());
  }

  /** Begins the next line; empty after the last. */
  private Optional<Begun> beginNext(BodyLines in) throws IOException {
    taken = 0;
    try {
      Optional<String> line = in.next();
      return line.map(text -> {
        JsonBatchLine read = JsonBatchLine.parse(schema, text);
        CompletableFuture<WriteResult> write = batch.write(read.key(), read.operation());
        return new Begun(() -> answer(write), text.length(), taken);
      });
    } catch (HyperDexException failure) {
      return Optional.of(refused(Problem.of(failure)));
    } catch (Problem problem) {
      return Optional.of(refused(problem));
    } catch (RuntimeException defect) {
      return Optional.of(refused(unexpected(defect)));
    }
  }

  private Begun refused(Problem problem) {
    ObjectNode document = problem.document(true);
    return new Begun(() -> document, 0, taken);
  }

  private static ObjectNode answer(CompletableFuture<WriteResult> write) {
    try {
      WriteResult result = HyperDexClient.await(write);
      return JsonValues.mapper()
          .createObjectNode()
          .put("status", WriteAnswers.status(result).value())
          .put("version", result.version().toString());
    } catch (HyperDexException failure) {
      return Problem.of(failure).document(true);
    } catch (Problem problem) {
      return problem.document(true);
    } catch (RuntimeException defect) {
      return unexpected(defect).document(true);
    }
  }

  /** The lines after one that shows a defect are carried out and answered all the same. */
  private static Problem unexpected(RuntimeException defect) {
    log.error("a line of a batch failed", defect);
    return Problem.unexpected();
  }
}
