package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  private Path path() {
    return parent.resolve("data");
  }

  @Test
  void aNewDirectoryGetsAnIdentityThatStays() {
    Identity first;
    try (DataDirectory directory = DataDirectory.open(path())) {
      first = directory.identity();
      directory.join("cluster-1");
    }
    assertThat(first.serverId()).isPositive().isLessThan(1L << 53);
    try (DataDirectory directory = DataDirectory.open(path())) {
      assertThat(directory.identity()).isEqualTo(new Identity(first.serverId(), "cluster-1"));
    }
  }

  @Test
  void twoDirectoriesHaveDifferentIdentities() {
    try (DataDirectory one = DataDirectory.open(parent.resolve("one"));
        DataDirectory two = DataDirectory.open(parent.resolve("two"))) {
      assertThat(one.identity().serverId()).isNotEqualTo(two.identity().serverId());
    }
  }

  @Test
  void aDirectoryInUseIsRefusedUntilItIsClosed() {
    try (DataDirectory holder = DataDirectory.open(path())) {
      assertThat(holder.identity().clusterId()).isEmpty();
      assertThatThrownBy(() -> DataDirectory.open(path()))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("in use by another process")
          .hasMessageContaining(path().toString());
    }
    DataDirectory.open(path()).close();
  }

  @Test
  void aDirectoryOfAnotherFormatIsRefused() throws IOException {
    DataDirectory.open(path()).close();
    Path identity = path().resolve("identity");
    Files.writeString(identity, Files.readString(identity).replace("format=1", "format=7"));
    assertThatThrownBy(() -> DataDirectory.open(path()))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("format '7'")
        .hasMessageContaining("reads format 1");
  }

  @Test
  void aDirectoryWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(path());
    Files.writeString(path().resolve("holiday.jpg"), "sunshine");
    assertThatThrownBy(() -> DataDirectory.open(path()))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("holiday.jpg");
    assertThat(path().resolve("identity")).doesNotExist();
  }

  @Test
  void aDamagedIdentityIsRefused() throws IOException {
    Files.createDirectories(path());
    Files.writeString(path().resolve("identity"), "format=1\nserver=many\ncluster=\n");
    assertThatThrownBy(() -> DataDirectory.open(path()))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("server=");
  }

  @Test
  void aCrashWhileTheIdentityWasFirstWrittenIsHealed() throws IOException {
    Files.createDirectories(path());
    Files.writeString(path().resolve("identity.new"), "form");
    try (DataDirectory directory = DataDirectory.open(path())) {
      assertThat(directory.identity().serverId()).isNotZero();
    }
  }

  @Test
  void aDirectoryBelongsToOneCluster() {
    try (DataDirectory directory = DataDirectory.open(path())) {
      directory.join("cluster-1");
      directory.join("cluster-1");
      assertThatThrownBy(() -> directory.join("cluster-2"))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("cluster-1")
          .hasMessageContaining("cluster-2");
    }
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() throws IOException {
    Files.writeString(path(), "");
    assertThatThrownBy(() -> DataDirectory.open(path()))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("cannot use the data directory");
  }
}
