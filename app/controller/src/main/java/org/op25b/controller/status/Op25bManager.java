package org.op25b.controller.status;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.enforcement.ProofReport;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.SwitchRule;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Collects the status from the services that know. */
@Component(immediate = true, service = Op25bService.class)
public final class Op25bManager implements Op25bService {
  @Reference PolicyService policyService;
  @Reference PolicyInForce policyInForce;
  @Reference EnforcementService enforcementService;

  @Override
  public AppStatus status() {
    // Asked in this order: what is up to date stays so while the rest is read.
    boolean upToDate = enforcementService.upToDate();
    return AppStatus.of(policyService.status(), upToDate, enforcementService.devices());
  }

  @Override
  public Optional<Policy> policy() {
    return policyInForce.policy();
  }

  @Override
  public Collection<FlowEntry> rules(DeviceId device) {
    return enforcementService.rules(device);
  }

  @Override
  public ImmutableList<SwitchRule> rulesFor(DeviceId device, TcpPacket packet) {
    return enforcementService.rulesFor(device, packet);
  }

  @Override
  public List<ProofReport> verify() {
    return enforcementService.verify();
  }

  @Override
  public void uninstall() {
    enforcementService.uninstall();
  }
}
