/**
 * The ONOS application. A policy comes in through {@code config}, {@code enforcement} keeps what it
 * compiles to on the switches, and {@code status} tells people and programs how that stands.
 */
package org.op25b.controller;
