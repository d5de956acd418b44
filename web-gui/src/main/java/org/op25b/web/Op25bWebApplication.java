package org.op25b.web;

import java.util.Set;
import org.onlab.rest.AbstractWebApplication;

/** The resources that Jersey serves. */
public final class Op25bWebApplication extends AbstractWebApplication {
  @Override
  public Set<Class<?>> getClasses() {
    return getClasses(StatusResource.class);
  }
}
