package org.op25b.controller;

/** Names that the whole application shares. */
public final class Op25b {
  /** The application's name in ONOS; rules and configuration belong to it. */
  public static final String APP_NAME = "org.op25b";

  private Op25b() {}
}
