package org.op25b.controller.overlay;

import static com.google.common.base.Preconditions.checkArgument;

import org.onlab.util.KryoNamespace;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the users in a map of the cluster's storage: somebody's browser may be connected to another
 * controller than the one that the switch was flipped on.
 */
@Component(immediate = true, service = OverlayService.class)
public final class OverlayPreferences implements OverlayService {
  private static final String MAP = "op25b-overlay-users";

  /** What ONOS calls a browser before somebody has logged in. */
  private static final String NOBODY = "unknown";

  @Reference StorageService storageService;

  private ConsistentMap<String, Boolean> users;

  @Activate
  void activate() {
    users =
        storageService
            .<String, Boolean>consistentMapBuilder()
            .withName(MAP)
            .withSerializer(Serializer.using(KryoNamespace.newBuilder().build(MAP)))
            // Asked every few seconds by every browser; a moment's delay does no harm.
            .withRelaxedReadConsistency()
            .build();
  }

  @Override
  public boolean isOn(String user) {
    return user != null && users.containsKey(user);
  }

  @Override
  public void set(String user, boolean on) {
    checkArgument(
        !user.isEmpty() && user.length() <= NAME_LENGTH,
        "A user's name has 1 to %s characters.",
        NAME_LENGTH);
    checkArgument(!user.equals(NOBODY), "\"%s\" is nobody who could log in.", NOBODY);
    if (!on) {
      users.remove(user);
      return;
    }
    checkArgument(
        users.containsKey(user) || users.size() < MOST_USERS,
        "%s users have the overlay already. Switch it off for one of them.",
        MOST_USERS);
    users.put(user, true);
  }
}
