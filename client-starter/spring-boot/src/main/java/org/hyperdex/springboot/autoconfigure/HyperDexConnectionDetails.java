package org.hyperdex.springboot.autoconfigure;

import java.util.List;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the cluster is. A bean of this type takes the place of {@code hyperdex.coordinators}. */
public interface HyperDexConnectionDetails extends ConnectionDetails {
  /** Addresses of one or more coordinators, {@code host:port}. */
  List<String> coordinators();
}
