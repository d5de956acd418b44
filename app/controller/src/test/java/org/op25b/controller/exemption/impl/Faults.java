package org.op25b.controller.exemption.impl;

import org.onosproject.store.service.StorageException;

/** When a node dies: before or right after one of its writes. A dead node writes nothing more. */
public final class Faults {
  private int writes;
  private int dieBefore = Integer.MAX_VALUE;
  private int dieAfter = Integer.MAX_VALUE;
  private int unanswered = Integer.MAX_VALUE;
  private boolean dead;

  /** The node dies before its write number {@code write}, from 0. */
  public static Faults dieBefore(int write) {
    Faults faults = new Faults();
    faults.dieBefore = write;
    return faults;
  }

  /** The node dies after its write number {@code write}, from 0, before it hears of success. */
  public static Faults dieAfter(int write) {
    Faults faults = new Faults();
    faults.dieAfter = write;
    return faults;
  }

  /** Write number {@code write} is made, but its answer is lost; the node lives on. */
  public static Faults loseAnswerOf(int write) {
    Faults faults = new Faults();
    faults.unanswered = write;
    return faults;
  }

  /** Whether it is dead. */
  public synchronized boolean isDead() {
    return dead;
  }

  /** How many writes it has made. */
  public synchronized int writes() {
    return writes;
  }

  /** The node dies now. */
  public synchronized void kill() {
    dead = true;
  }

  synchronized void before(boolean write) {
    if (write && writes == dieBefore) {
      dead = true;
    }
    failIfDead();
  }

  synchronized void after(boolean write) {
    if (!write) {
      return;
    }
    int made = writes++;
    if (made == dieAfter) {
      dead = true;
    }
    failIfDead();
    if (made == unanswered) {
      throw new StorageException.Timeout();
    }
  }

  private void failIfDead() {
    if (dead) {
      throw new StorageException.Unavailable();
    }
  }
}
