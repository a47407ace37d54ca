import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import { instanceId, instanceName } from "../../../shared/design/instances.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { DesiredInstance, DesiredState } from "../../../shared/plan/desired.ts";

/** How the lab shows that a part is there. */
type PartSource =
  | { readonly type: "instance"; readonly desired: DesiredInstance }
  | { readonly type: "volume"; readonly id: string }
  | { readonly type: "network"; readonly id: string }
  /** Not in the design any more; `network` where that was one. It is there until the lab shows nothing of it. */
  | { readonly type: "leaving"; readonly id: string; readonly network: string | null }
  /** Nothing is made for it: a licence seat, a switch's ports. It is held while the environment is there. */
  | { readonly type: "held" };

/** One instance of one node of a running design: what has a state, an error and charges of its own. */
export interface Part {
  /** `<node>.<ordinal>` */
  readonly id: string;
  readonly node: string;
  readonly name: string;
  /** The host it runs on; null for what is not a machine. Who counts machines counts these. */
  readonly host: string | null;
  readonly addresses: readonly string[];
  readonly source: PartSource;
}

/** Parts that have a status and are not in the design any more. */
export function leavingParts(
  statuses: Iterable<InstanceStatus>,
  parts: readonly Part[],
  desired: DesiredState,
): readonly Part[] {
  const known = new Set(parts.map(({ id }) => id));
  const wanted = new Set(desired.networks.map(({ id }) => id));
  return [...statuses]
    .filter(({ id }) => !known.has(id))
    .map(({ id, node, name, host, addresses }) => {
      const network = host === null && !wanted.has(node) ? node : null;
      return { id, node, name, host, addresses, source: { type: "leaving", id, network } };
    });
}

interface PartsOf {
  readonly design: Design;
  readonly desired: DesiredState;
}

/** Every part of an environment, in the order of the design's nodes. */
export function partsOf(environment: PartsOf, catalogue: Catalogue): readonly Part[] {
  const { design, desired } = environment;
  const instances = new Map(desired.instances.map((one) => [one.id, one]));
  const volumes = new Set(desired.volumes.map(({ id }) => id));
  const networks = new Set(desired.networks.map(({ id }) => id));
  const partOf = (node: string, name: string, count: number, ordinal: number): Part => {
    const id = instanceId(node, ordinal);
    const part = { id, node, name: instanceName(name, count, ordinal), host: null, addresses: [] };
    const instance = instances.get(id);
    if (instance !== undefined)
      return {
        ...part,
        name: instance.hostname,
        host: instance.host,
        addresses: instance.interfaces.flatMap(({ address }) => address ?? []),
        source: { type: "instance", desired: instance },
      };
    if (volumes.has(id)) return { ...part, source: { type: "volume", id } };
    if (networks.has(node)) return { ...part, source: { type: "network", id: node } };
    return { ...part, source: { type: "held" } };
  };
  return [...resolveNodes(expandDesign(design), catalogue).values()].flatMap(
    ({ id, node, count }) =>
      Array.from({ length: count }, (_, index) => partOf(id, node.name, count, index + 1)),
  );
}
