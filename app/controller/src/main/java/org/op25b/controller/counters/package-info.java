/** What the rules have counted: drops and would-be drops by switch, pool and mail servers. */
package org.op25b.controller.counters;
