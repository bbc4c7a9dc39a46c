package org.hyperdex.gateway.web;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers that have no end of their own end when the gateway stops: it would wait for them
 * otherwise, as it does for all others.
 */
@Component
public final class EndlessAnswers implements SmartLifecycle {
  private volatile boolean running;

  /** Whether they are to go on. */
  public boolean goOn() {
    return running;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the web server begins to wait for its requests. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
