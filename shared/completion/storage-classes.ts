import { askedMbps, cablesOf, sidesOf } from "../constraints/elements.ts";
import { formatGibibytes, formatMegabits } from "../base/units.ts";
import type { Draft } from "./draft.ts";
import { partKey } from "./keys.ts";

/** Gives every volume whose class is open the cheapest that is large and fast enough. */
export function chooseStorageClasses(draft: Draft): void {
  const { context, request, prices } = draft;
  for (const id of Object.keys(request.design.nodes)) {
    const node = context.node(id);
    const volume = node?.traits.volume;
    if (node === undefined || volume === undefined || !draft.isOpen(id, "storageClass")) continue;
    const { bandwidthMbps: own } = node.properties;
    const asked = sidesOf(context, id).map((side) => askedMbps(side.link) * cablesOf(side));
    const needed = asked.reduce((sum, mbps) => sum + mbps, 0) / node.count;
    const mbps = typeof own === "number" ? own : needed;
    const quantity = String(volume.capacityGiB * node.count);
    const fitting = request.catalogue.data.storageClasses
      .filter(
        (one) =>
          one.maximumGiB >= volume.capacityGiB &&
          one.bandwidthMbps >= mbps &&
          prices.unit("storage", one.id) !== undefined,
      )
      .map((one) => ({ one, cost: prices.cost([{ meter: "storage", item: one.id, quantity }]) }))
      .sort((a, b) => a.cost - b.cost);
    const chosen = request.choices?.[partKey({ id }, "storageClass")];
    const best = fitting.find(({ one }) => one.id === chosen) ?? fitting[0];
    if (best === undefined) continue;
    draft.apply({ type: "set-property", id, property: "storageClass", value: best.one.id });
    draft.explain({
      key: partKey({ id }, "storageClass"),
      node: id,
      title: `Storage class of ${context.name(id)}`,
      value: best.one.id,
      name: best.one.name,
      reason: `Holds ${formatGibibytes(volume.capacityGiB)}${mbps > 0 ? ` and delivers ${formatMegabits(mbps)}` : ""}. The cheapest of ${fitting.length} that do.`,
      isOpen: fitting.length > 1,
    });
  }
}
