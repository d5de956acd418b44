package org.op25b.cli;

import org.onlab.packet.EthType;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flow.criteria.EthTypeCriterion;
import org.onosproject.net.flow.criteria.IPCriterion;
import org.onosproject.net.flow.criteria.TcpPortCriterion;

/** The match of one of the application's rules, short enough for a terminal. */
final class RuleText {
  private static final String ANY = "any";

  private RuleText() {}

  /**
   * Returns for example {@code tcp 198.51.100.0/24 > any port 25}; {@code port ?} is a port that
   * the switch cannot see, that of a fragment.
   */
  static String match(FlowRule rule) {
    TrafficSelector selector = rule.selector();
    EthTypeCriterion type = (EthTypeCriterion) selector.getCriterion(Criterion.Type.ETH_TYPE);
    if (type == null) {
      return ANY;
    }
    boolean ip6 = type.ethType().equals(EthType.EtherType.IPV6.ethType());
    boolean tcp = selector.getCriterion(Criterion.Type.IP_PROTO) != null;
    return (tcp ? "tcp" : "ip")
        + (ip6 ? "6 " : " ")
        + prefix(selector, ip6 ? Criterion.Type.IPV6_SRC : Criterion.Type.IPV4_SRC)
        + port(selector, Criterion.Type.TCP_SRC)
        + " > "
        + prefix(selector, ip6 ? Criterion.Type.IPV6_DST : Criterion.Type.IPV4_DST)
        + port(selector, Criterion.Type.TCP_DST);
  }

  private static String prefix(TrafficSelector selector, Criterion.Type type) {
    Criterion criterion = selector.getCriterion(type);
    return criterion == null ? ANY : ((IPCriterion) criterion).ip().toString();
  }

  private static String port(TrafficSelector selector, Criterion.Type type) {
    Criterion criterion = selector.getCriterion(type);
    if (criterion == null) {
      return "";
    }
    int port = ((TcpPortCriterion) criterion).tcpPort().toInt();
    return " port " + (port == 0 ? "?" : port);
  }
}
