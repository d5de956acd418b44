/**
 * Edge switches on ONOS's topology view: a badge with their state and what they dropped. Only here
 * are classes of ONOS's GUI named; without a GUI nothing of it is started. See
 * docs/design/overlay.md.
 */
package org.op25b.web.overlay;
