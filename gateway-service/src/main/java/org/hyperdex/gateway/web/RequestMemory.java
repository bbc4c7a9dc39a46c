package org.hyperdex.gateway.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;
import org.hyperdex.gateway.GatewayProperties;
import org.springframework.stereotype.Component;

/**
 * The memory that all requests may hold together for their bodies, what is made of those, and their
 * answers. Each takes what it needs before it has it, and has given it back when it is over.
 */
@Component
public final class RequestMemory implements ServletRequestListener {
  private final int units;
  private final Semaphore room;

  /** As much as the settings say. */
  public RequestMemory(GatewayProperties properties) {
    units = (int) Math.min(Integer.MAX_VALUE, properties.memoryBytes() / HeldMemory.UNIT_BYTES);
    // In turn, or a large request would wait as long as there are small ones.
    room = new Semaphore(units, true);
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request) {
      held().attachTo(request);
    }
  }

  HeldMemory held() {
    return new HeldMemory(room, units);
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request) {
      HeldMemory.of(request).end();
    }
  }

  /** How many bytes are not taken. */
  public long freeBytes() {
    return (long) room.availablePermits() * HeldMemory.UNIT_BYTES;
  }
}
