import { describe, expect, it } from "vitest";
import { POOL_RULES } from "./pool-rules/index.ts";
import { ruleMarkdown, ruleReference } from "./rule-reference.ts";
import { RULES } from "./rules/index.ts";

describe("the reference of rules", () => {
  const entries = ruleReference();

  it("has every rule once, in the words of its file", () => {
    expect(entries.map(({ code }) => code)).toEqual(
      [...RULES, ...POOL_RULES].map(({ code }) => code),
    );
    for (const rule of [...RULES, ...POOL_RULES]) {
      const text = ruleMarkdown(entries.find(({ code }) => code === rule.code)!);
      expect(text).toContain(`## ${rule.title}\n`);
      expect(text).toContain(rule.explanation);
      expect(text).toContain(`\`${rule.code}\` · ${rule.severity} · `);
      expect(text).not.toMatch(/undefined|null|NaN|\{/);
    }
  });

  it("shows what a rule says of its own example, what it compares and what it offers", () => {
    const text = ruleMarkdown(entries.find(({ code }) => code === "subnet-small")!);
    expect(text).toMatch(/design\n/);
    expect(text).toMatch(/> .* has room for \d+ addresses; \d+ are needed\./);
    expect(text).toContain("Holds against each other: addresses.");
    expect(text).toMatch(/Offers, for instance: [A-Z].*\./);
  });
});
