import type { DesignLink, Endpoint } from "../../shared/design/design.ts";
import type { Point } from "./geometry.ts";
import { middleOf, type LinkPoints } from "./link-path.ts";

/** A few words on a link, around a point. */
export interface LinkLabel extends Point {
  readonly text: string;
}

/** A link shorter than this has no room for three labels. */
const SHORT = 90;

/** What stands on a link: what it carries in the middle and, where asked for, its ports at the ends. */
export function linkLabels(
  link: DesignLink,
  [start, first, second, end]: LinkPoints,
  ends: boolean,
): readonly LinkLabel[] {
  const text = carried(link);
  const middle = middleOf(first, second);
  const inMiddle = text === "" ? [] : [{ text, ...middle }];
  if (!ends) return inMiddle;
  if (text === "" && Math.hypot(end.x - start.x, end.y - start.y) < SHORT)
    return [{ text: `${portName(link.from)} – ${portName(link.to)}`, ...middle }];
  return [
    ...inMiddle,
    { text: portName(link.from), ...near(start, end) },
    { text: portName(link.to), ...near(end, start) },
  ];
}

function near(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(0.4, 18 / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function portName({ port, index }: Endpoint): string {
  return index === undefined ? port : `${port} ${index + 1}`;
}

/** `uplink · VLAN 10 · 100 Mb/s` */
function carried({ label, vlan, bandwidthMbps }: DesignLink): string {
  return [
    label,
    vlan === undefined ? undefined : `VLAN ${vlan}`,
    bandwidthMbps === undefined ? undefined : `${bandwidthMbps} Mb/s`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}
