import type { DesiredInstance, DesiredInterface } from "../plan/desired.ts";
import { balancerLines } from "./balancer.ts";
import { packetRules } from "./packet-rules.ts";
import { parallelCableLines } from "./parallel-cables.ts";
import { PRELUDE, feed, quote } from "./shell.ts";

/** An address on the way outside. */
export interface OutsideAddress {
  readonly address: string;
  readonly gateway: string;
}

/** What an instance's configuration depends on beside itself. */
export interface Surroundings {
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
  /** Addresses on ways outside, by interface. */
  readonly outside: ReadonlyMap<string, OutsideAddress>;
  /** A name server that the environment can reach, if it has a way outside. */
  readonly nameServer: string | null;
  /** True where the host cannot limit what an instance sends, so that the instance is told to. */
  readonly limitInside: boolean;
}

/**
 * The script that gives an instance its place in the network for this boot. Plain POSIX shell for busybox
 * as well as Debian; may run any number of times.
 */
export function configureScript(instance: DesiredInstance, surroundings: Surroundings): string {
  const { interfaces, hostname } = instance;
  return [
    PRELUDE,
    `has ip || fail "the image has no ip command (iproute2 or busybox)"`,
    handsOff(interfaces),
    `echo ${quote(hostname)} > /etc/hostname; hostname ${quote(hostname)} 2>/dev/null || true`,
    hostsFile(surroundings.hosts),
    "ip link set dev lo up",
    ...interfaces.map((item) => addressLines(item, surroundings)),
    ...routeLines(instance, surroundings),
    ...parallelCableLines(instance),
    ...nameServerLines(surroundings.nameServer),
    ...forwardingLines(instance.forwards || instance.balancer !== null),
    ...packetRules(instance, [...surroundings.outside.keys()]),
    ...(instance.balancer === null ? [] : balancerLines(instance.balancer)),
  ].join("\n");
}

/** Keeps the network managers of full distributions off the interfaces that Labwright sets. */
function handsOff(interfaces: readonly DesiredInterface[]): string {
  const manual = interfaces.map(({ name }) => `auto ${name}\niface ${name} inet manual`);
  return `case "$(readlink -f /sbin/init 2>/dev/null)" in *systemd)
  waited=0
  while [ ! -d /run/systemd/system ] && [ $waited -lt 30 ]; do sleep 1; waited=$((waited + 1)); done
  mkdir -p /run/systemd/network
  printf '[Match]\\nName=eth*\\n[Link]\\nUnmanaged=yes\\n' > /run/systemd/network/00-labwright.network
  networkctl reload >/dev/null 2>&1 || true
esac
if [ -f /etc/network/interfaces ]; then
${feed("cat > /etc/network/interfaces", ["auto lo", "iface lo inet loopback", ...manual])}
fi
killall udhcpc dhclient dhcpcd >/dev/null 2>&1 || true`;
}

/** Names of the environment between two marks; what else is in the file stays. */
function hostsFile(hosts: readonly string[]): string {
  const lines = ["# labwright begin", ...hosts, "# labwright end"];
  return `[ -s /etc/hosts ] || printf '127.0.0.1 localhost\\n::1 localhost\\n' > /etc/hosts
sed '/^# labwright begin/,/^# labwright end/d' /etc/hosts > /etc/hosts.labwright
${feed("cat >> /etc/hosts.labwright", lines)}
cat /etc/hosts.labwright > /etc/hosts; rm /etc/hosts.labwright`;
}

function addressLines(item: DesiredInterface, surroundings: Surroundings): string {
  const device = quote(item.name);
  const address = item.address ?? surroundings.outside.get(item.name)?.address;
  return [
    `ip link set dev ${device} up`,
    `ip addr flush dev ${device} scope global`,
    ...(address === undefined ? [] : [`ip addr add ${quote(address)} dev ${device}`]),
    ...(surroundings.limitInside && item.limitMbps !== null
      ? [limitLine(device, item.limitMbps)]
      : []),
  ].join("\n");
}

/** Best effort: the tc of busybox knows no such queue, and what arrives is limited by the host anyhow. */
function limitLine(device: string, limitMbps: number): string {
  const rate = Math.ceil(limitMbps);
  const burst = Math.max(32, Math.ceil(rate * 1.25));
  return `tc qdisc replace dev ${device} root tbf rate ${rate}mbit burst ${burst}k latency 50ms >/dev/null 2>&1 || true`;
}

function routeLines(instance: DesiredInstance, surroundings: Surroundings): readonly string[] {
  const [outside] = surroundings.outside.values();
  const hasDefault = instance.routes.some(({ destination }) => destination === "default");
  const routes = [
    ...instance.routes,
    ...(outside === undefined || hasDefault
      ? []
      : [{ destination: "default", via: outside.gateway }]),
  ];
  return routes.map(({ destination, via }) => {
    const family = via.includes(":") ? "ip -6" : "ip";
    return `${family} route replace ${quote(destination)} via ${quote(via)}`;
  });
}

function nameServerLines(nameServer: string | null): readonly string[] {
  if (nameServer === null) return [];
  // Often a link to a stub that asks nobody here.
  return [`rm -f /etc/resolv.conf; echo nameserver ${quote(nameServer)} > /etc/resolv.conf`];
}

/** Also switched off: a new network namespace takes over what its host has, and hosts with NAT forward. */
function forwardingLines(forwards: boolean): readonly string[] {
  const value = forwards ? 1 : 0;
  return [
    `echo ${value} > /proc/sys/net/ipv4/ip_forward`,
    `[ ! -e /proc/sys/net/ipv6/conf/all/forwarding ] || echo ${value} > /proc/sys/net/ipv6/conf/all/forwarding`,
  ];
}
