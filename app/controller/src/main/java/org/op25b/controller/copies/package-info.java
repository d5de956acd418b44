/**
 * Metered copies of blocked packets to the controller. No copy gets past the fence to an
 * application that would forward it.
 */
package org.op25b.controller.copies;
