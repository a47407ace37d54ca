import { formatMegabits } from "../../base/units.ts";
import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const linkOverloaded = defineRule({
  code: "link-overloaded",
  severity: "error",
  scope: "link",
  title: "More bandwidth than the link carries",
  explanation: "A link is never faster than the slower of the two ports it joins.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "available", need: "needed" }],
  check: (context, id) => {
    const link = context.link(id);
    const needed = link?.bandwidthMbps;
    if (link === undefined || needed === undefined) return [];
    const ends = endsOf(context, link);
    if (ends === undefined) return [];
    const speeds = ends.flatMap((end) => context.speedAt(end.id, end.port) ?? []);
    const available = Math.min(...speeds);
    const nonsense = !Number.isFinite(needed) || needed <= 0;
    if (!nonsense && needed <= available) return [];
    const { bandwidthMbps: _none, ...plain } = link;
    const most = Number.isFinite(available) ? available : undefined;
    return [
      {
        elements: [linkElement(id), ...ends.map((end) => nodeElement(end.id))],
        parameters: { needed: String(needed), available: most ?? "any number of" },
        fix: fix(
          nonsense || most === undefined
            ? "Leave it to the ports"
            : `Ask for ${formatMegabits(most)}`,
          [
            {
              type: "put-link",
              id,
              link: nonsense || most === undefined ? plain : { ...link, bandwidthMbps: most },
            },
          ],
        ),
      },
    ];
  },
  examples: {
    passing: [onLan({}, { a: SERVER }, ["a:nic lan:net bandwidthMbps=800"])],
    failing: [
      onLan({}, { a: SERVER }, ["a:nic lan:net bandwidthMbps=4000"]),
      onLan({}, { a: SERVER }, ["a:nic lan:net bandwidthMbps=-5"]),
    ],
  },
});
