import { useMemo } from "react";
import type { InstanceStatus } from "../../shared/protocol/environment.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { overlayOf, type InstanceOverlay } from "./overlay-of.ts";
import { useLive, type Live } from "./state.ts";

export type { InstanceOverlay } from "./overlay-of.ts";

// One grouping for all nodes of a drawing, however many ask.
const grouped = new WeakMap<readonly InstanceStatus[], Map<string, readonly InstanceStatus[]>>();

function byNode(status: readonly InstanceStatus[]): Map<string, readonly InstanceStatus[]> {
  let groups = grouped.get(status);
  if (groups === undefined) {
    groups = Map.groupBy(status, (one) => one.node);
    grouped.set(status, groups);
  }
  return groups;
}

const NONE: readonly InstanceStatus[] = [];

const pickStaleSince = ({ connection }: Live): string | null =>
  connection.status === "offline" && connection.since !== null
    ? new Date(connection.since).toLocaleTimeString()
    : null;

/** The overlay of one node of the shown tab; null while it shows a design, and for nodes without instances. */
export function useInstanceOverlay(nodeId: string): InstanceOverlay | null {
  const environment = useShownEnvironment();
  const staleSince = useLive(pickStaleSince);
  const status = useLive((live) =>
    environment === null
      ? NONE
      : (byNode(live.views[environment]?.status ?? NONE).get(nodeId) ?? NONE),
  );
  // The group is a new array at each event of the environment; what it says is compared by its members.
  const key = status.map((one) => `${one.id} ${one.updatedAt} ${one.state} ${one.progress}`).join();
  // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for `status`
  return useMemo(() => overlayOf(status, staleSince), [key, staleSince]);
}
