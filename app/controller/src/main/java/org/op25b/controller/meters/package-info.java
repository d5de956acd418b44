/** OpenFlow meters on switches, kept by purpose. */
package org.op25b.controller.meters;
