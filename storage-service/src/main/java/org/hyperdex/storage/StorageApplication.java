package org.hyperdex.storage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts one storage server. */
@SpringBootApplication(proxyBeanMethods = false)
public class StorageApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(StorageApplication.class, arguments);
  }
}
