package org.op25b.controller.inforce;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.exemption.ExemptionListener;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Connects policy and exemptions. Because it waits for the exemptions to be read, no switch is told
 * to block before it is known who is exempt.
 */
@Component(immediate = true, service = PolicyInForce.class)
public final class PolicyInForceManager implements PolicyInForce {
  @Reference PolicyService policyService;
  @Reference ExemptionService exemptionService;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Runnable policyListener = this::changed;
  private final ExemptionListener exemptionListener = event -> changed();
  private MergedPolicy merged;

  @Activate
  void activate() {
    merged =
        new MergedPolicy(
            policyService::policy,
            exemptionService::live,
            exemptionService::version,
            Clock.systemUTC());
    policyService.addListener(policyListener);
    exemptionService.addListener(exemptionListener);
  }

  @Deactivate
  void deactivate() {
    policyService.removeListener(policyListener);
    exemptionService.removeListener(exemptionListener);
  }

  @Override
  public Optional<Policy> policy() {
    return merged.now();
  }

  @Override
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }
}
