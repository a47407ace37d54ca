import type { DesiredInstance } from "../plan/desired.ts";
import { feed } from "./shell.ts";

type Balancer = NonNullable<DesiredInstance["balancer"]>;

/**
 * Lines that spread connections over the backends: with HAProxy, which also notices a dead one, or where
 * the image has only nftables, in turn by address translation.
 */
export function balancerLines(balancer: Balancer): readonly string[] {
  if (balancer.backends.length === 0) return [];
  return [
    "if has haproxy; then",
    ...haproxyLines(balancer),
    "elif has nft; then",
    feed("nft -f -", nftBalancer(balancer)),
    `else fail "the image has neither haproxy nor nft, which a load balancer needs"`,
    "fi",
  ];
}

function haproxyLines({ protocol, port, backends }: Balancer): readonly string[] {
  const configuration = [
    "defaults",
    `  mode ${protocol}`,
    "  timeout connect 5s",
    "  timeout client 60s",
    "  timeout server 60s",
    "frontend labwright",
    `  bind :::${port} v4v6`,
    "  default_backend instances",
    "backend instances",
    "  balance roundrobin",
    ...backends.map((backend, index) => `  server instance${index + 1} ${backend} check`),
  ];
  return [
    "mkdir -p /run/labwright",
    feed("cat > /run/labwright/haproxy.cfg", configuration),
    // The old process, if there is one, hands over its connections and ends.
    "haproxy -D -f /run/labwright/haproxy.cfg -p /run/labwright/haproxy.pid -sf $(cat /run/labwright/haproxy.pid 2>/dev/null || true)",
  ];
}

function nftBalancer({ port, backends }: Balancer): readonly string[] {
  // IPv6 backends are bracketed, and need HAProxy.
  const targets = backends.filter((backend) => !backend.startsWith("["));
  const map = targets.map((target, index) => `${index} : ${target.replace(":", " . ")}`).join(", ");
  return [
    "table ip labwright_balancer",
    "delete table ip labwright_balancer",
    "table ip labwright_balancer {",
    "chain arriving {",
    "type nat hook prerouting priority -100;",
    `fib daddr type local tcp dport ${port} dnat ip addr . port to numgen inc mod ${targets.length} map { ${map} }`,
    "}",
    "chain leaving {",
    "type nat hook postrouting priority 100;",
    // Answers must come back this way, not straight to the client.
    "ct status dnat masquerade",
    "}",
    "chain forward {",
    "type filter hook forward priority 0; policy drop;",
    "ct status dnat accept",
    "}",
    "}",
  ];
}
