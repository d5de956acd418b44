/** Keeps exemptions: in the cluster's journal, in a consistent map, and indexed in memory. */
package org.op25b.controller.exemption.store;
