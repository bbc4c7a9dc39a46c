package org.hyperdex.coordinator.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final Identity IDENTITY =
      new Identity(
          "6c84fb90-12c4-11e1-840d-7b25c5ee775a",
          "node",
          "node-1",
          "127.0.0.1:2982",
          Identity.Phase.MEMBER);

  @TempDir Path root;

  @Test
  void anIdentityIsReadAsItWasWritten() {
    try (DataDirectory directory = DataDirectory.open(root)) {
      directory.writeIdentity(IDENTITY);
    }
    try (DataDirectory directory = DataDirectory.open(root)) {
      assertThat(directory.identity()).contains(IDENTITY);
    }
  }

  @Test
  void aNewerFormatIsRefused() throws Exception {
    Files.writeString(root.resolve("identity"), "format=3\nsomething=else\n");
    try (DataDirectory directory = DataDirectory.open(root)) {
      assertThatThrownBy(directory::identity)
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("a newer version: format 3");
    }
  }

  @Test
  void anOlderFormatIsRefusedAndLeftAsItIs() throws Exception {
    Files.writeString(root.resolve("identity"), "format=1\nsomething=else\n");
    try (DataDirectory directory = DataDirectory.open(root)) {
      assertThatThrownBy(directory::identity)
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("an older version: format 1");
    }
    assertThat(root.resolve("identity")).hasContent("format=1\nsomething=else\n");
  }

  @Test
  void aDirectoryCanBeOpenedAgainOnceItIsClosed() {
    DataDirectory first = DataDirectory.open(root);
    assertThatThrownBy(() -> DataDirectory.open(root)).isInstanceOf(DataDirectoryException.class);
    first.close();

    DataDirectory.open(root).close();
  }
}
