/** The exemption service and its ONOS components. */
package org.op25b.controller.exemption.impl;
