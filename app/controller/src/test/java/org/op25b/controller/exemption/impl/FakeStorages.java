package org.op25b.controller.exemption.impl;

import org.onosproject.store.service.StorageService;

/** Gives the fake storage to the tests of other packages. */
public final class FakeStorages {
  private FakeStorages() {}

  /** The storage of a new cluster, as a node that does not die sees it. */
  public static StorageService newCluster() {
    return FakeStorage.ofNewCluster();
  }
}
