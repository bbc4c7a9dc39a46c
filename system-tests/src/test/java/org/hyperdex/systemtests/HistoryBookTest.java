package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;

/** What an application writes down of a wrong cluster is found to be wrong. */
class HistoryBookTest {
  private static final String KEY = "jsmith1";
  private static final Version CREATED = new Version(1, 1);
  private static final Version REMOVED = new Version(1, 2);

  private final HistoryBook book = new HistoryBook();

  @Test
  void removedObjectThatStaysAwayIsRight() {
    createAndRemove();
    read(Optional.empty());
    book.counted(HistoryBook.now(), "Smith", 0);
    assertThat(book.findings()).isEmpty();
    assertThat(book.acknowledged(KEY)).hasValue(new HistoryBook.Acknowledged(REMOVED, true));
  }

  @Test
  void removedObjectThatIsThereAgainIsFound() {
    createAndRemove();
    read(Optional.of(new StoredRow(CREATED, row())));
    assertThat(book.findings()).anyMatch(finding -> finding.contains("linearizability"));
  }

  @Test
  void countOfARemovedObjectIsFound() {
    createAndRemove();
    book.counted(HistoryBook.now(), "Smith", 1);
    assertThat(book.findings()).anyMatch(finding -> finding.contains("the count must be 0 to 0"));
  }

  private void createAndRemove() {
    book.changed(
        HistoryBook.now(),
        new HistoryBook.Change(
            KEY, Optional.of(new HistoryBook.Entry("John", "Smith", 1)), Optional.empty()),
        new WriteResult(Outcome.CREATED, CREATED, Optional.empty()));
    book.changed(
        HistoryBook.now(),
        new HistoryBook.Change(KEY, Optional.empty(), Optional.of(1L)),
        new WriteResult(Outcome.DELETED, REMOVED, Optional.empty()));
  }

  private void read(Optional<StoredRow> row) {
    book.answered(HistoryBook.now(), HistoryBook.text(KEY), row);
  }

  private static Bytes row() {
    return Row.of(
        List.of(
            HistoryBook.text("John"),
            HistoryBook.text("Smith"),
            ValueCodec.encode(AttributeType.INT, new Value.Int(1))));
  }
}
