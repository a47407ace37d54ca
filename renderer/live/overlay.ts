import { useMemo } from "react";
import { isInner, usesAround } from "../../shared/design/element-path.ts";
import type { InstanceStatus } from "../../shared/protocol/environment.ts";
import { unseenOf, type Unseen } from "../../shared/protocol/unseen.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { overlayOf, type InstanceOverlay } from "./overlay-of.ts";
import { staleSince, useLive, useStaleSince, type Live } from "./state.ts";

export type { InstanceOverlay } from "./overlay-of.ts";

type Groups = Map<string, readonly InstanceStatus[]>;

// One grouping for all nodes of a drawing, however many ask; the next one keeps the groups that stay the same.
let grouped: { readonly status: readonly InstanceStatus[]; readonly groups: Groups } = {
  status: [],
  groups: new Map(),
};

function byNode(status: readonly InstanceStatus[]): Groups {
  if (grouped.status !== status) grouped = { status, groups: regrouped(status) };
  return grouped.groups;
}

function regrouped(status: readonly InstanceStatus[]): Groups {
  const { status: before, groups } = grouped;
  if (status.length !== before.length) return groupsOf(status);
  const changed = new Set<string>();
  for (const [index, one] of status.entries()) {
    const was = before[index];
    if (was === one) continue;
    if (was?.node !== one.node) return groupsOf(status);
    for (const node of seenAt(one)) changed.add(node);
  }
  const fresh = groupsOf(status.filter((one) => seenAt(one).some((node) => changed.has(node))));
  // In place: what was before is not asked for any more, and a copy would be felt a few times a second.
  for (const [node, group] of fresh) if (changed.has(node)) groups.set(node, group);
  return groups;
}

/** What runs inside a use of a component is seen at the use as well. */
function seenAt({ node }: InstanceStatus): readonly string[] {
  return isInner(node) ? [node, ...usesAround(node)] : [node];
}

function groupsOf(status: readonly InstanceStatus[]): Groups {
  const groups = new Map<string, InstanceStatus[]>();
  for (const one of status)
    for (const node of seenAt(one)) {
      const group = groups.get(node);
      if (group === undefined) groups.set(node, [one]);
      else group.push(one);
    }
  return groups;
}

// By group: an unchanged group's overlay is the same object.
const overlays = new WeakMap<readonly InstanceStatus[], InstanceOverlay | null>();

/** Looks up the overlays of an environment's nodes as they are now; of a design's (null) there are none. */
export function overlaysOf(environment: string | null): (nodeId: string) => InstanceOverlay | null {
  if (environment === null) return () => null;
  const live = useLive.getState();
  const groups = byNode(live.views[environment]?.status ?? NONE);
  const stale = staleSince();
  const unseen = unseenIn(live, environment);
  return (nodeId) => {
    const group = groups.get(nodeId);
    if (group === undefined) return null;
    if (stale !== null || unseen !== null) return overlayOf(group, stale, unseen);
    let overlay = overlays.get(group);
    if (overlay === undefined) overlays.set(group, (overlay = overlayOf(group, null)));
    return overlay;
  };
}

function unseenIn({ views }: Pick<Live, "views">, environment: string | null): Unseen | null {
  const view = environment === null ? undefined : views[environment];
  return view === undefined ? null : unseenOf(view);
}

const NONE: readonly InstanceStatus[] = [];

/** The overlay of one node of the shown tab; null while it shows a design, and for nodes without instances. */
export function useInstanceOverlay(nodeId: string): InstanceOverlay | null {
  const environment = useShownEnvironment();
  const stale = useStaleSince();
  const error = useLive((live) => (environment && live.views[environment]?.error) || null);
  const status = useLive((live) =>
    environment === null
      ? NONE
      : (byNode(live.views[environment]?.status ?? NONE).get(nodeId) ?? NONE),
  );
  // The group is a new array at each event of the environment; what it says is compared by its members.
  const key = status.map((one) => `${one.id} ${one.updatedAt} ${one.state} ${one.progress}`).join();
  // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for `status`
  return useMemo(() => overlayOf(status, stale, unseenOf({ error })), [key, stale, error]);
}
