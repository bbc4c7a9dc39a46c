package org.hyperdex.cli.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Programs laid out as {@code bin/build-dist} does, made of this module and its stand-ins. */
public final class TestInstallation {
  private TestInstallation() {}

  /** The scripts of this project. */
  public static Path bin() {
    return Path.of("").toAbsolutePath().getParent().resolve("bin");
  }

  /** Lays the programs out in {@code folder}. */
  public static Installation in(Path folder) throws IOException {
    for (String component : new String[] {"cli", "coordinator", "storage", "gateway"}) {
      Path home = Files.createDirectories(folder.resolve(component));
      jar(home.resolve(component + ".jar"));
      jar(home.resolve("launch.jar"));
      Files.createFile(home.resolve("complete"));
    }
    return new Installation(
        folder, bin().resolve("internal"), Path.of(System.getProperty("java.home")));
  }

  /** A jar of nothing but a class path: that of the tests. */
  private static void jar(Path path) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "org.hyperdex.cli.HyperDexCommand");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(path), manifest).close();
  }
}
