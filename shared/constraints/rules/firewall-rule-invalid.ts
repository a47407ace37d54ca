import { hostName } from "../../design/host-name.ts";
import type { FirewallRule } from "../../kinds/component-kind.ts";
import { nodeElement } from "../elements.ts";
import { isAny, parseBlock, parsePorts, rulesAsProperty } from "../filter.ts";
import { FAR, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const filtered = (...rules: Record<string, string>[]) =>
  onLan({ a: SERVER, f: { kind: "firewall", rules } }, { far: FAR }, ["f:nic far:net"]);

export const firewallRuleInvalid = defineRule({
  code: "firewall-rule-invalid",
  severity: "error",
  scope: "node",
  concerns: ["filter"],
  title: "Firewall rule means nothing",
  explanation:
    "Source and destination are an address, a range, the name of a node of this design, or any; the port is a number from 1 to 65535, a range such as 80-90, or any.",
  check: (context, id) => {
    const node = context.node(id);
    const rules = node?.traits.filter?.rules ?? [];
    return rules.flatMap((rule, index) => {
      const wrong = faultOf(context, rule);
      if (wrong === undefined) return [];
      return [
        {
          elements: [nodeElement(id)],
          property: "rules",
          parameters: { number: index + 1, part: wrong.part, text: wrong.text },
          fix: fix(`Remove rule ${index + 1}`, [
            setProperty(node, "rules", rulesAsProperty(rules.toSpliced(index, 1))),
          ]),
        },
      ];
    });
  },
  examples: {
    passing: [
      filtered(
        {
          action: "allow",
          source: "lan",
          destination: "10.1.0.0/24",
          port: "80-90",
          protocol: "tcp",
        },
        { action: "allow", source: "any", destination: "a", port: "443", protocol: "tcp" },
      ),
    ],
    failing: [
      filtered({ action: "allow", source: "nobody" }),
      filtered({ action: "deny", destination: "10.0.0.0/99" }),
      filtered({ action: "allow", protocol: "tcp", port: "http" }),
    ],
  },
});

function faultOf(
  context: RuleContext,
  rule: FirewallRule,
): { readonly part: string; readonly text: string } | undefined {
  for (const part of ["source", "destination"] as const)
    if (!isAny(rule[part]) && !means(context, rule[part])) return { part, text: rule[part] };
  return parsePorts(rule.port) === null ? { part: "port", text: rule.port } : undefined;
}

function means(context: RuleContext, end: string): boolean {
  if (parseBlock(end) !== null) return true;
  const text = end.trim();
  return context.find("name", hostName(text)).some((id) => context.name(id) === text);
}
