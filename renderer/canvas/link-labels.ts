import { formatMegabits } from "../../shared/base/units.ts";
import type { DesignLink, Endpoint } from "../../shared/design/design.ts";
import type { Point } from "./geometry.ts";
import { middleOf, type LinkPoints } from "./link-path.ts";

/** A few words on a link, around a point. */
export interface LinkLabel extends Point {
  readonly text: string;
}

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
  const [from, to] = [portName(link.from), portName(link.to)];
  const apart = [
    { text: from, ...near(start, end) },
    ...inMiddle,
    { text: to, ...near(end, start) },
  ];
  if (!apart.some((label, at) => at > 0 && meets(label, apart[at - 1]))) return apart;
  // A link that is too short for several labels has one with all of it; where cards would cover that, what it carries.
  const all = [from, text, to].filter((part) => part !== "").join(" – ");
  const room = Math.abs(end.x - start.x);
  const isCovered = Math.abs(end.y - start.y) < HEIGHT && all.length * NARROW + INSIDE > room;
  return [{ text: isCovered && text !== "" ? text : all, ...middle }];
}

const CHARACTER_WIDTH = 6;
const PADDING = 14;
const HEIGHT = 18;
/** What a label takes at least: a character, and around them. */
const NARROW = 5;
const INSIDE = 8;

/** Whether one would cover part of the other, by what their text takes at most. */
function meets(label: LinkLabel, other: LinkLabel | undefined): boolean {
  if (other === undefined) return false;
  const width = ((label.text.length + other.text.length) * CHARACTER_WIDTH) / 2 + PADDING;
  return Math.abs(label.x - other.x) < width && Math.abs(label.y - other.y) < HEIGHT;
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
    bandwidthMbps === undefined ? undefined : formatMegabits(bandwidthMbps),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}
