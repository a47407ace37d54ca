import { createHash } from "node:crypto";
import type { ManagementId } from "../driver.ts";

/** The configuration keys by which Labwright knows its own. Servers keep `user.*` and never look at it. */
export const STAMP = {
  management: "user.labwright.management",
  /** The id in the desired state. */
  id: "user.labwright.id",
  /** Set last when an instance is made: one without was cut off half way. */
  complete: "user.labwright.complete",
  /** Which making of its id; left out for the first. */
  generation: "user.labwright.generation",
  configured: "user.labwright.configured",
  /** On a project, followed by the id of a subnet that is a VLAN of the server's bridge: its number. */
  vlan: "user.labwright.vlan.",
  /** On a volume that was brought from another member of a cluster: its how manieth move, `coming` until all is there. */
  moved: "user.labwright.moved",
  installed: "user.labwright.installed.",
  started: "user.labwright.started.",
} as const;

type Config = Readonly<Record<string, string>>;

/** True for what belongs to this environment and to nobody else. */
export function isOurs(config: Config, managementId: ManagementId): boolean {
  return config[STAMP.management] === managementId;
}

/** The configuration that everything made for an environment carries. */
export function stampOf(managementId: ManagementId, id: string): Record<string, string> {
  return { [STAMP.management]: managementId, [STAMP.id]: id };
}

// Names follow from ids alone, so that a second try after a crash meets what the first one made.

export function projectName(managementId: ManagementId): string {
  return `labwright-${managementId}`;
}

/** Linux allows 15 characters for an interface, and bridges of all projects share one namespace. */
export function networkName(managementId: ManagementId, id: string): string {
  return `lw${digest(`${managementId}/${id}`, 13)}`;
}

/** Instance names must be host names; the digest keeps apart what looks the same in lower case. */
export function instanceName(id: string): string {
  return `i-${slug(id)}-${digest(id, 6)}`;
}

export function volumeName(id: string): string {
  return `v-${slug(id)}-${digest(id, 6)}`;
}

export function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function slug(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40);
}
