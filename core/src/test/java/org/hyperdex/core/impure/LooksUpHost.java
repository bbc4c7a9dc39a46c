package org.hyperdex.core.impure;

import java.net.InetSocketAddress;

/** Talks to the network. */
public final class LooksUpHost {

  InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }
}
