package org.op25b.controller.exemption;

import org.onosproject.event.EventListener;

/** Hears what happens to exemptions, in order, on ONOS's event dispatcher: must be quick. */
public interface ExemptionListener extends EventListener<ExemptionEvent> {}
