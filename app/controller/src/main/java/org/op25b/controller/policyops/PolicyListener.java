package org.op25b.controller.policyops;

import org.onosproject.event.EventListener;

/** Hears of changes of the policy, by whatever node. */
public interface PolicyListener extends EventListener<PolicyEvent> {}
