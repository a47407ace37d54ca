import { formatMegabits } from "../../base/units.ts";
import { sketch } from "../../design/sketch.ts";
import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const DESIGN = { lan: LAN, s: { kind: "switch", switchModel: "fast-ethernet-24" }, a: SERVER };

export const linkSpeedMismatch = defineRule({
  code: "link-speed-mismatch",
  severity: "warning",
  scope: "link",
  title: "Ports of different speed",
  explanation:
    "A link runs at the speed of its slower end, so the faster port's speed is paid for and not used. Say the bandwidth you mean on the link, and it is taken as intended.",
  measures: [{ what: "Speed", unit: "Mb/s", have: "slow", need: "fast" }],
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (link === undefined || ends === undefined || ends[0].id === ends[1].id) return [];
    const [from, to] = ends;
    const [a, b] = [context.speedAt(from.id, from.port), context.speedAt(to.id, to.port)];
    if (a === null || b === null || from.group?.medium !== "ethernet") return [];
    // A fast switch for slow machines is as it should be; a slow one holds fast machines up.
    const [fast, slow] = a > b ? [from, to] : [to, from];
    const limit = Math.min(a, b);
    if (a === b || slow.node.traits.forwarding !== "switch") return [];
    if (link.bandwidthMbps !== undefined) return [];
    return [
      {
        elements: [linkElement(id), nodeElement(fast.id), nodeElement(slow.id)],
        parameters: { fast: Math.max(a, b), slow: limit },
        fix: fix(`${formatMegabits(limit)} is meant`, [
          { type: "put-link", id, link: { ...link, bandwidthMbps: limit } },
        ]),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", { ...DESIGN, s: { kind: "switch" } }, ["s:port lan:net", "a:nic s:port"]),
      sketch("Example", DESIGN, ["s:port lan:net", "a:nic s:port bandwidthMbps=100"]),
    ],
    failing: [sketch("Example", DESIGN, ["s:port lan:net", "a:nic s:port"])],
  },
});
