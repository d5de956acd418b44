/** REST resources under {@code /onos/op25b/v1}. They only ask {@code Op25bService}. */
package org.op25b.web;
