import { describe, expect, it } from "vitest";
import { bookSchema } from "../engine/book.ts";
import { statement } from "../quote.ts";
import { defaultContract } from "../terms.ts";
import { PLAIN, type LevelSegment } from "./node-usage.ts";
import { OpenPresence } from "./open-presence.ts";
import { withPresence } from "./presence.ts";

const rule = { id: "fee", kind: "base", basis: "component", cadence: "monthly" } as const;
const book = bookSchema.parse({
  id: "fees",
  currency: "EUR",
  rules: [
    { ...rule, match: { component: "shop" }, pricing: { shape: "flat", price: "31" } },
    { ...rule, id: "person", basis: "user", pricing: { shape: "flat", price: "62" } },
  ],
});
const day = (date: number): string => `2026-10-${String(date).padStart(2, "0")}T00:00:00.000Z`;

function used(instance: string, start: number, end: number | null): LevelSegment {
  const node = instance.slice(0, instance.lastIndexOf("."));
  const component = node.includes("/") ? "shop" : "";
  const when = { start: day(start), end: end === null ? null : day(end) };
  const whose = { account: "acme", environment: "course", user: "ada", groups: [] as string[] };
  return { ...PLAIN, ...whose, node, instance, component, meter: "instance", level: "1", ...when };
}

describe("who is there", () => {
  const usage = [
    used("mail.1/web.1", 1, 6),
    used("mail.1/db.1", 4, 11),
    used("mail.2/web.1", 1, 2),
  ];

  it("is each copy of a component and the environment, once, as long as any of it is used", () => {
    const present = withPresence(book, usage, Date.parse(day(20))).slice(usage.length);
    expect(present.map(({ kind, instance, start, end }) => [kind, instance, start, end])).toEqual([
      ["environment", "course", day(1), day(11)],
      ["component", "mail.1", day(1), day(11)],
      ["component", "mail.2", day(1), day(2)],
    ]);
  });

  it("is each group too where a fee by group asks, and no component's fee or package counts it", () => {
    const fee = { ...rule, match: { kind: "group" }, pricing: { shape: "flat", price: "31" } };
    const other = { ...rule, basis: "component", match: {}, id: "copy", pricing: fee.pricing };
    const whole = { id: "whole", kind: "package", match: {}, cadence: "monthly", price: "31" };
    const groups = bookSchema.parse({ ...book, rules: [{ ...fee, basis: "group" }, other, whole] });
    const inGroups = [
      { ...used("a.1", 1, 6), groups: ["front", "all"] },
      { ...used("b.1", 4, 11), groups: ["all"] },
    ];
    const present = withPresence(groups, inGroups, Date.parse(day(20))).slice(inGroups.length);
    expect(present.map(({ kind, instance, start, end }) => [kind, instance, start, end])).toEqual([
      ["environment", "course", day(1), day(11)],
      ["group", "front", day(1), day(6)],
      ["group", "all", day(1), day(11)],
    ]);
    const terms = { book: groups, contract: defaultContract("acme", groups) };
    const { lines } = statement({ terms, segments: inGroups, now: day(20) });
    const charged = lines.filter(({ category }) => category !== "unpriced");
    const fees = charged.map(({ rule: { id }, rounded }) => `${id} ${rounded}`);
    expect(fees.toSorted()).toEqual(["copy 10.00", "fee 10.00", "fee 5.00", "whole 10.00"]);
  });

  it("goes on while anything of it does", () => {
    const present = withPresence(book, [...usage, used("a.1", 10, null)], Date.parse(day(20)));
    expect(present.find(({ kind }) => kind === "environment")?.end).toBeNull();
  });

  it("goes on for others when the customer's own use of the same ends", () => {
    const own = { ...used("a.1", 1, null), usedBy: "user" } as const;
    const others = { ...own, usedBy: "third-party" } as const;
    const open = new OpenPresence();
    for (const told of [own, others, { ...own, end: day(5) }]) open.add(told);
    expect(open.at(book, Date.parse(day(20))).map(({ end }) => end)).toEqual([null]);
  });

  it("pays its fees for its time; a person's are on the account's bill", () => {
    const terms = { book, contract: defaultContract("acme", book) };
    const { lines } = statement({ terms, segments: usage, now: day(20) });
    const fees = lines.filter(({ category }) => category === "base");
    expect(fees.map(({ rule: { id }, rounded }) => [id, rounded])).toEqual([["fee", "11.00"]]);
  });

  it("is nobody's question where no rule counts it", () => {
    const plain = { ...book, rules: [] };
    expect(withPresence(plain, usage, 0)).toBe(usage);
  });
});
