/**
 * REST under {@code /onos/op25b/v1}: resources ask the application's services and decide nothing.
 * Whatever goes wrong is answered as RFC 9457 says, in one form.
 */
package org.op25b.web;
