import { hostName } from "../../design/host-name.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, freshName } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const nameDuplicate = defineRule({
  code: "name-duplicate",
  severity: "error",
  scope: "node",
  title: "Two nodes with one name",
  explanation:
    "Firewall rules, consoles and host names go by name, so each name may stand for one node only. Capitals, spaces and punctuation make no difference in a host name.",
  check: (context, id) => {
    const key = hostName(context.name(id));
    const namesakes = key === "" ? [] : context.find("name", key);
    const [first, ...others] = namesakes;
    if (first === undefined || others.length === 0 || first === id) return [];
    const fresh = freshName(context, context.name(id).trim());
    return [
      {
        elements: [nodeElement(id), nodeElement(first)],
        parameters: { count: namesakes.length },
        fix: fix(`Rename it to ${fresh}`, [{ type: "change-node", id, change: { name: fresh } }]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, name: "web-1" }, b: { ...SERVER, name: "web-2" } })],
    failing: [
      onLan({ a: { ...SERVER, name: "web" }, b: { ...SERVER, name: "web" } }),
      onLan({ a: { ...SERVER, name: "Web 1" }, b: { ...SERVER, name: "web-1" } }),
    ],
  },
});
