/** What an exemption may be: the form of its fields, and the guard rails. Pure functions. */
package org.op25b.controller.exemption.rules;
