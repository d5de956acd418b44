package org.op25b.web;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import javax.ws.rs.core.Application;

/**
 * What Jersey serves. ONOS's own exception mappers are not among it: they answer some errors in
 * another form, and some with the first line of a stack trace.
 */
public final class Op25bWebApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return ImmutableSet.of(
        StatusResource.class,
        SessionResource.class,
        DevicesResource.class,
        PolicyPartsResource.class,
        PolicyResource.class,
        VerifyResource.class,
        PhasesResource.class,
        ExplainResource.class,
        ExemptionsResource.class,
        AuditResource.class,
        CountersResource.class,
        MetricsResource.class,
        NoticeResource.class,
        OverlayResource.class,
        SuspectsResource.class,
        WouldBlockResource.class,
        OpenApiResource.class,
        BodylessRequest.class,
        RequestGuard.class,
        ProblemMapper.class);
  }
}
