import { hostName } from "../../design/host-name.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, freshName } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const nameNotHostName = defineRule({
  code: "name-not-host-name",
  severity: "info",
  scope: "node",
  title: "Name cannot be a host name",
  explanation:
    "A machine is known in its network by a host name: letters, digits and hyphens, at most 63 of them. Of this name too little stays to tell the machine by, so its id stands in.",
  check: (context, id) => {
    const node = context.node(id);
    if (node?.demand.compute === undefined) return [];
    const name = context.name(id);
    const whole = hostName(name, -name.length);
    if (whole !== "" && whole.length <= 63) return [];
    const better = hostName(name, 8) || node.kind?.namePrefix || "machine";
    const fresh = freshName(context, better);
    return [
      {
        elements: [nodeElement(id)],
        parameters: { name },
        fix: fix(`Rename it to ${fresh}`, [{ type: "change-node", id, change: { name: fresh } }]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, name: "Web server 1" } })],
    failing: [
      onLan({ a: { ...SERVER, name: "???" } }),
      onLan({ a: { ...SERVER, name: "" } }),
      onLan({ a: { ...SERVER, name: "a very long name ".repeat(5) } }),
    ],
  },
});
