import type { Design, NodeId } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { emptiedGroups } from "./clipboard.ts";

/** Puts nodes into a group, or into none; a group that is left without members goes too, for nobody would see it. */
export function regrouping(
  design: Design,
  ids: readonly NodeId[],
  group: string | null,
): readonly DesignEdit[] {
  const moved = ids.map((id) => ({ type: "change-node", id, change: { group } }) as const);
  return [...moved, ...emptiedGroups(design, moved)];
}
