package org.hyperdex.coordinator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts one coordinator node. */
@SpringBootApplication(proxyBeanMethods = false)
public class CoordinatorApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(CoordinatorApplication.class, arguments);
  }
}
