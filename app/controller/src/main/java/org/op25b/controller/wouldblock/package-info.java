/**
 * Which customers would break: phase {@code monitor} counted by source, with rules that only count.
 * No packet is copied, steered or delayed for it.
 */
package org.op25b.controller.wouldblock;
