import { expect, test } from "vitest";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import { sampleInstance } from "./sample-instance.ts";
import { packetRules } from "../../../../shared/guest/packet-rules.ts";

type Rule = NonNullable<DesiredInstance["filter"]>["rules"][number];

function rulesFor(rule: Partial<Rule>): string {
  const whole: Rule = {
    action: "allow",
    protocol: "any",
    sources: [],
    destinations: [],
    port: "any",
    ...rule,
  };
  const filter: DesiredInstance["filter"] = { defaultAction: "deny", rules: [whole] };
  const wall = sampleInstance("wall.1", [], { forwards: true, filter });
  return packetRules(wall, []).join("\n");
}

test("an instance without filter and way outside gets no rules", () => {
  expect(packetRules(sampleInstance("web.1", []), [])).toEqual([]);
});

test("what no rule matches meets the default, and answers are always let back", () => {
  const text = rulesFor({});
  expect(text).toContain("policy drop");
  expect(text).toContain("ct state established,related accept");
  expect(text).toContain("iptables -w -A LABWRIGHT -j DROP");
});

test("a port without a protocol is that port of TCP and of UDP", () => {
  const text = rulesFor({ port: "53" });
  expect(text).toContain("tcp dport 53 accept");
  expect(text).toContain("udp dport 53 accept");
});

test("a range is written as each tool wants it", () => {
  const text = rulesFor({ protocol: "tcp", port: "80-90" });
  expect(text).toContain("tcp dport 80-90 accept");
  expect(text).toContain("-p tcp --dport 80:90 -j ACCEPT");
});

test("blocks are matched in their own family, and a rule of one family says nothing of the other", () => {
  const text = rulesFor({ action: "deny", sources: ["10.0.0.0/8"], destinations: ["10.1.0.0/16"] });
  expect(text).toContain("ip saddr { 10.0.0.0/8 } ip daddr { 10.1.0.0/16 } drop");
  expect(text).not.toContain("ip6 saddr");
  expect(text).toContain("iptables -w -A LABWRIGHT -s 10.0.0.0/8 -d 10.1.0.0/16 -j DROP");
  expect(text).not.toContain("ip6tables -w -A LABWRIGHT -s");
});

test("a source of one family and a destination of the other match nothing rather than anything", () => {
  const text = rulesFor({ sources: ["10.0.0.0/8"], destinations: ["fd00::/8"] });
  expect(text).not.toContain("saddr");
  expect(text.match(/ accept$/gm)).toHaveLength(1);
});

test("a router hides its subnets behind its address outside; a machine does not", () => {
  const router = sampleInstance("gate.1", [], { forwards: true });
  expect(packetRules(router, ["eth1"]).join("\n")).toContain(`oifname "eth1" masquerade`);
  expect(packetRules({ ...router, forwards: false }, ["eth1"])).toEqual([]);
});
