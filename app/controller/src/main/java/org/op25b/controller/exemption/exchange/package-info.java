/** Exemptions as files: CSV (RFC 4180) and JSON, in and out. */
package org.op25b.controller.exemption.exchange;
