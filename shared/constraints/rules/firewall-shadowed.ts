import { nodeElement } from "../elements.ts";
import { FAR, onLan, SERVER } from "../examples.ts";
import { covers, rulesAsProperty } from "../filter.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const filtered = (...rules: Record<string, string>[]) =>
  onLan({ a: SERVER, f: { kind: "firewall", rules } }, { far: FAR }, ["f:nic far:net"]);

export const firewallShadowed = defineRule({
  code: "firewall-shadowed",
  severity: "warning",
  scope: "node",
  concerns: ["filter"],
  title: "Firewall rule never used",
  explanation:
    "Rules are tried from the top and the first that matches decides. An earlier rule matches everything this one does.",
  check: (context, id) => {
    const node = context.node(id);
    const rules = node?.traits.filter?.rules ?? [];
    return rules.flatMap((rule, index) => {
      const earlier = rules.findIndex((other, at) => at < index && covers(other, rule));
      const shadow = rules[earlier];
      if (shadow === undefined) return [];
      // Moved up it would work as meant, unless the two match the very same.
      const moved = shadow.action !== rule.action && !covers(rule, shadow);
      const rest = rules.toSpliced(index, 1);
      const mended = moved ? rest.toSpliced(earlier, 0, rule) : rest;
      return [
        {
          elements: [nodeElement(id)],
          property: "rules",
          parameters: { number: index + 1, earlier: earlier + 1 },
          fix: fix(moved ? `Move it before rule ${earlier + 1}` : `Remove rule ${index + 1}`, [
            setProperty(node, "rules", rulesAsProperty(mended)),
          ]),
        },
      ];
    });
  },
  examples: {
    passing: [
      filtered(
        { action: "allow", protocol: "tcp", port: "80" },
        { action: "deny", protocol: "tcp" },
        { action: "allow", protocol: "udp" },
      ),
    ],
    failing: [
      filtered({ action: "deny" }, { action: "allow", protocol: "tcp", port: "80" }),
      filtered(
        { action: "allow", source: "10.0.0.0/16" },
        { action: "allow", source: "10.0.7.0/24", port: "22", protocol: "tcp" },
      ),
      filtered({ action: "allow" }, { action: "deny" }),
    ],
  },
});
