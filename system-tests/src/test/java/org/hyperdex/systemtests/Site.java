package org.hyperdex.systemtests;

import java.util.List;

/** Where the processes of a cluster run. */
interface Site {
  /** Everything on this machine, which all processes share. */
  Site LOOPBACK =
      new Site() {
        @Override
        public String coordinatorHost() {
          return "127.0.0.1";
        }

        @Override
        public String serverHost(int index) {
          return "127.0.0.1";
        }

        @Override
        public List<String> inServersPlace(int index) {
          return List.of();
        }
      };

  /** The address of all coordinators. */
  String coordinatorHost();

  /** The address of a storage server. */
  String serverHost(int index);

  /** What is put before a command so that it runs where the storage server runs. */
  List<String> inServersPlace(int index);
}
