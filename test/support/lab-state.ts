import type { DesiredInstance, DesiredState } from "../../shared/plan/desired.ts";
import { macAddress } from "../../shared/plan/mac.ts";
import { BUSYBOX_ALIAS } from "./images.ts";

type Interface = readonly [network: string, address: string | null, limitMbps?: number];

/** One machine as a driver is asked for it, on the image that the tests bring. */
export function busyboxInstance(
  managementId: string,
  id: string,
  interfaces: readonly Interface[],
  more: Partial<DesiredInstance> = {},
): DesiredInstance {
  const [node = id, ordinal = "1"] = id.split(".");
  return {
    id,
    node,
    ordinal: Number(ordinal),
    hostname: `${node}-${ordinal}`.toLowerCase(),
    host: "host-1",
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    cores: 1,
    memoryMiB: 64,
    diskGiB: 1,
    operatingSystem: "busybox",
    images: ["not-there", BUSYBOX_ALIAS],
    applications: [],
    interfaces: interfaces.map(([network, address, limitMbps], index) => {
      const name = `eth${index}`;
      return {
        name,
        network,
        address,
        mac: macAddress(managementId, id, name),
        limitMbps: limitMbps ?? null,
      };
    }),
    routes: [],
    forwards: false,
    filter: null,
    balancer: null,
    volumes: [],
    ...more,
  };
}

const HTTPD = {
  id: "httpd",
  install: "mkdir -p /srv/www && hostname > /srv/www/index.html",
  start: "grep -q :0050 /proc/net/tcp6 || busybox httpd -p 80 -h /srv/www",
};

/** Two subnets, a router between, a volume and a web server: a little of everything. */
export function smallLab(managementId: string, host = "host-1"): DesiredState {
  const toEast = [{ destination: "10.0.2.0/24", via: "10.0.1.1" }];
  const toWest = [{ destination: "10.0.1.0/24", via: "10.0.2.1" }];
  return {
    networks: [
      { id: "west", name: "West", type: "subnet", cidr: "10.0.1.0/24", vlan: 1 },
      { id: "east", name: "East", type: "subnet", cidr: "10.0.2.0/24", vlan: 2 },
    ],
    volumes: [
      {
        id: "disk.1",
        node: "disk",
        name: "Data",
        storage: null,
        capacityGiB: 1,
        bandwidthMbps: 100,
      },
    ],
    instances: [
      busyboxInstance(managementId, "web.1", [["west", "10.0.1.11/24"]], {
        host,
        routes: toEast,
        applications: [HTTPD],
        volumes: ["disk.1"],
      }),
      busyboxInstance(managementId, "client.1", [["east", "10.0.2.11/24", 50]], {
        host,
        routes: toWest,
      }),
      busyboxInstance(
        managementId,
        "router.1",
        [
          ["west", "10.0.1.1/24"],
          ["east", "10.0.2.1/24"],
        ],
        { host, forwards: true },
      ),
    ],
  };
}

/**
 * The small lab after its design was changed: without the web server and its volume, the client made anew, a
 * router with more memory and a leg in a third subnet, and a machine there.
 */
export function changedLab(before: DesiredState): DesiredState {
  const [, client, router] = before.instances;
  const [managementId, host] = [before.instances[0]?.interfaces[0]?.mac ?? "", client?.host];
  if (client === undefined || router === undefined) throw new Error("not the small lab");
  const north = {
    id: "north",
    name: "North",
    type: "subnet",
    cidr: "10.0.3.0/24",
    vlan: 3,
  } as const;
  const leg = { name: "eth2", network: "north", address: "10.0.3.1/24", limitMbps: null };
  const mac = macAddress(managementId, "router.1", "eth2");
  return {
    networks: [...before.networks, north],
    volumes: [],
    instances: [
      { ...client, generation: 2 },
      { ...router, memoryMiB: 96, interfaces: [...router.interfaces, { ...leg, mac }] },
      busyboxInstance(
        managementId,
        "extra.1",
        [["north", "10.0.3.12/24"]],
        host === undefined ? {} : { host },
      ),
    ],
  };
}
