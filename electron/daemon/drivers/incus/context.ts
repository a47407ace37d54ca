import type { VlanBridge } from "../../../../shared/protocol/vlan-bridge.ts";
import type { EnvironmentReference } from "../driver.ts";
import type { RestClient } from "./client/rest.ts";
import type { ServerFacts } from "./server.ts";
import { projectName } from "./stamp.ts";

/** What one verb of the driver works with. */
export interface Context {
  readonly rest: RestClient;
  readonly facts: ServerFacts;
  readonly environment: EnvironmentReference;
  /** The environment's project on the server. */
  readonly project: string;
  readonly signal: AbortSignal;
  readonly memory: DriverMemory;
  /** Null: every subnet is a bridge of its own. */
  readonly vlans: VlanBridge | null;
}

/** What a driver learns on the way and would otherwise ask or try again each time. Losing it is harmless. */
export interface DriverMemory {
  /** Kernels without the `police` action of tc refuse to start an instance with `limits.egress`. */
  egressLimits: boolean;
  /** One change of a thing's configuration at a time, by project and name. */
  readonly locks: Map<string, Promise<unknown>>;
  /** One way outside at a time, so that two do not choose the same addresses. */
  outsideLock: Promise<unknown>;
}

export function emptyMemory(): DriverMemory {
  return { egressLimits: true, locks: new Map(), outsideLock: Promise.resolve() };
}

export function contextOf(given: Omit<Context, "project">): Context {
  return { ...given, project: projectName(given.environment.managementId) };
}

/** The query that names the environment's project. */
export function inProject(
  context: Context,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { project: context.project, ...more };
}
