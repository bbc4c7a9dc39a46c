package org.hyperdex.gateway.cluster;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.gateway.web.EndlessAnswers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Tells whoever watches what changes in the cluster, as server-sent events: first the whole
 * cluster, then an event for each thing that has changed. Who comes again begins anew.
 */
@RestController
class ClusterEventsController {
  /** How soon a stream ends when the gateway stops. */
  private static final Duration STEP = Duration.ofMillis(500);

  /** After so many steps without a change a comment shows whether anybody is still there. */
  private static final int STEPS_OF_SILENCE = 20;

  private final HyperDexClient client;
  private final EndlessAnswers endless;

  ClusterEventsController(HyperDexClient client, EndlessAnswers endless) {
    this.client = client;
    this.endless = endless;
  }

  @GetMapping(path = "/v1/cluster/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<StreamingResponseBody> events(HttpServletResponse response) {
    Configuration first = client.configuration();
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-store")
        .body(out -> tell(first, out, response));
  }

  private void tell(Configuration first, OutputStream out, HttpServletResponse response)
      throws IOException {
    Configuration known = first;
    write(out, ClusterEvent.whole(known).text(known.version()));
    response.flushBuffer();
    int silence = 0;
    while (endless.goOn()) {
      Optional<Configuration> newer = client.awaitConfiguration(known.version(), STEP);
      if (newer.isPresent()) {
        long version = newer.get().version();
        for (ClusterEvent event : ClusterEvent.between(known, newer.get())) {
          write(out, event.text(version));
        }
        response.flushBuffer();
        known = newer.get();
        silence = 0;
      } else if (++silence == STEPS_OF_SILENCE) {
        write(out, ": nothing has changed\n\n");
        response.flushBuffer();
        silence = 0;
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
