import { formatMegabits } from "../../base/units.ts";
import { namesOf } from "../../placement/refusals/fewest-over.ts";
import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

const RACK = sketch("Example", { lan: LAN, s: { kind: "switch" }, a: SERVER }, [
  "a:nic s:port",
  "s:port lan:net",
]);
const SWITCH = { id: "s-1", name: "s-1", ports: 48, speedMbps: 100_000 };

export const switchTooSlow = definePoolRule({
  code: "switch-too-slow",
  severity: "error",
  title: "No switch as fast as that",
  explanation: "The design asks for a switch that is faster than any the lab has.",
  measures: [{ what: "Speed of a port", unit: "Mb/s", have: "fastest", need: "needed" }],
  ways: ({ context }, { elements, parameters }) => {
    const fastest = Number(parameters["fastest"]);
    const names = namesOf(elements.map((id) => context.name(id)));
    const slower = fix(
      `Ask for ports of ${formatMegabits(fastest)} of ${names}`,
      elements.map((id) => setProperty(context.node(id), "speedMbps", fastest)),
    );
    const models = elements.flatMap((id) => {
      const node = context.node(id);
      if (node === undefined) return [];
      const used = Math.max(...node.ports.map((group) => context.usedPorts(id, group.id)));
      return context.catalogue.data.switchModels
        .filter(({ ports, speedMbps }) => ports >= used && speedMbps <= fastest)
        .sort((a, b) => b.speedMbps - a.speedMbps || a.ports - b.ports)
        .slice(0, 2)
        .map((model) =>
          fix(`Use ${model.name} for ${context.name(id)}`, [
            setProperty(node, "switchModel", model.id),
          ]),
        );
    });
    return [...models, slower];
  },
  examples: {
    passing: [{ design: RACK, resources: lab({ switches: [SWITCH] }) }],
    failing: [{ design: RACK, resources: lab({ switches: [{ ...SWITCH, speedMbps: 100 }] }) }],
  },
});
