import { configureScript, type Surroundings } from "../../../guest/configure.ts";
import type { DesiredInstance } from "../../../plan/desired.ts";

/** Where cloud-init looks for what is run at each start, the first one included. */
const AT_EACH_START = "/var/lib/cloud/scripts/per-boot/labwright";
const FOLDER = "/opt/labwright";

/** A file of the machine. */
interface GuestFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/**
 * The user data that makes a machine do what Labwright's own driver does: take its addresses, routes and
 * filters at each start, install its applications once, and start them. JSON is YAML, and needs no escaping.
 */
export function userData(instance: DesiredInstance, surroundings: Surroundings): string {
  const scripts = instance.applications.flatMap(({ id, install, start }) => [
    ...(install === null ? [] : [script(`install-${id}`, install)]),
    ...(start === null ? [] : [script(`start-${id}`, start)]),
  ]);
  const files: readonly GuestFile[] = [
    script("configure", configureScript(instance, surroundings)),
    ...scripts,
    { path: AT_EACH_START, permissions: "0755", content: startScript(instance, surroundings) },
  ];
  const config = { hostname: instance.hostname, manage_etc_hosts: false, write_files: files };
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

/** Nothing for cloud-init to do: the script gives the addresses. */
export const NETWORK_CONFIG = "version: 2\nethernets: {}\n";

function script(name: string, content: string): GuestFile {
  return { path: `${FOLDER}/${name}.sh`, permissions: "0700", content: `${content}\n` };
}

function startScript(instance: DesiredInstance, surroundings: Surroundings): string {
  const { applications } = instance;
  const command = neededCommand(instance, surroundings);
  return [
    "#!/bin/sh",
    `cd ${FOLDER} && mkdir -p done`,
    command === null ? "sh configure.sh" : withPackage(command),
    ...applications.flatMap(applicationLines),
    "",
  ].join("\n");
}

function applicationLines({
  id,
  install,
  start,
}: DesiredInstance["applications"][number]): readonly string[] {
  const installing = `[ -e done/${id} ] || { sh install-${id}.sh && touch done/${id}; }`;
  return [
    ...(install === null ? [] : [installing]),
    ...(start === null ? [] : [`sh start-${id}.sh`]),
  ];
}

const PACKAGES = { nft: "nftables", haproxy: "haproxy" } as const;

/** What the configuration needs that a small image may not have. */
function neededCommand(
  { filter, forwards, balancer }: DesiredInstance,
  { outside }: Surroundings,
): keyof typeof PACKAGES | null {
  if (filter !== null || (forwards && outside.size > 0)) return "nft";
  return balancer === null ? null : "haproxy";
}

/** A first run gives the way to the packages, where there is one; the next one needs what they bring. */
function withPackage(command: keyof typeof PACKAGES): string {
  const name = PACKAGES[command];
  return [
    "for try in 1 2 3 4 5 6; do",
    "  sh configure.sh && break",
    `  command -v ${command} || { apt-get update && apt-get install -y ${name}; } ||`,
    `    apk add ${name} || dnf install -y ${name} || zypper -n install ${name}`,
    "  sleep 5",
    "done >>/var/log/labwright.log 2>&1",
  ].join("\n");
}
