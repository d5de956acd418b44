/** Who wants to see edge switches marked on ONOS's topology view. */
package org.op25b.controller.overlay;
