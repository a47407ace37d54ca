import { expect, it } from "vitest";
import { catalogue } from "../store/reference.ts";
import { conflictWords, copyWords, windowWords, zoneWords } from "./words.ts";

const window = { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" };
const one = { of: 1, others: 0 };
const holder = (name: string | null, owner: string | null = "u1") => ({
  reservation: null,
  name,
  owner: name === null ? null : owner,
  window,
  preemptible: null,
});

it("names who has something at a time together, by name, and counts the others", () => {
  const words = (...holders: ReturnType<typeof holder>[]): string =>
    conflictWords(
      { resource: "lab/host/h1/cores", ...one, capacity: 32, held: 28, holders },
      "UTC",
      (id) => ({ u1: "Ada", u2: "Ben" })[id] ?? id,
    );
  const copies = ["a", "b", "c", "d", "e"].map((name) => holder(name));
  expect(words(...copies)).toBe(
    "Cores of h1: 28 of 32 held by a, b, c, and 2 more (Ada) Mon 23 Nov 09:00–11:00",
  );
  expect(words(holder("a"), holder("b", "u2"), holder(null), holder(null))).toBe(
    "Cores of h1: 28 of 32 held by a (Ada) Mon 23 Nov 09:00–11:00; b (Ben) Mon 23 Nov 09:00–11:00; somebody else Mon 23 Nov 09:00–11:00",
  );
});

it("tells copies apart in two numbers, and nothing else by them", () => {
  expect(copyWords("Class · 12 of 15")).toBe("12/15");
  expect(copyWords("2 of 3 Classes")).toBeNull();
});

it("names copies as one, and licences by their product", () => {
  const copies = [1, 2, 12].map((copy) => holder(`Class · ${copy} of 15`));
  const [product] = catalogue().data.licenceProducts;
  const words = (id: string): string =>
    conflictWords(
      { resource: `lab/seats/${id}`, ...one, capacity: 5, held: 5, holders: copies },
      "UTC",
      () => "Ada",
    );
  const held = "5 of 5 held by Class (Ada) Mon 23 Nov 09:00–11:00";
  expect(words(product!.id)).toBe(`Licence seats of ${product!.name}: ${held}`);
  expect(product!.name).not.toBe(product!.id);
  expect(words("cad")).toBe(`Licence seats of cad: ${held}`);
});

it("counts what would do as well together, and those who are not named", () => {
  const words = (resource: string, held: number): string =>
    conflictWords(
      { resource, of: 40, capacity: 2560, held, holders: [holder("a")], others: 3 },
      "UTC",
      () => "Ada",
    );
  const by = "by a (Ada) Mon 23 Nov 09:00–11:00; and 3 more";
  expect(words("lab/host/*/cores", 2540)).toBe(
    `Cores of the 40 hosts that suit: 2540 of 2560 held ${by}`,
  );
  expect(words("lab/host/*", 39)).toBe(`Hosts that suit: 39 of 2560 held, at least in part, ${by}`);
  expect(words("lab/address/*", 60)).toBe(`Outside addresses: 60 of 2560 held ${by}`);
});

it("says in what storage is counted", () => {
  const held = { ...one, capacity: 1000, held: 900, holders: [holder("a")] };
  const words = (part: string): string =>
    conflictWords({ resource: `lab/storage/array/${part}`, ...held }, "UTC", () => "Ada");
  expect(words("capacityGiB")).toMatch(/^Storage array: 900 GiB of 1000 GiB held by a/);
  expect(words("bandwidthMbps")).toMatch(/^Bandwidth of storage array: 900 Mb\/s of 1 Gb\/s held/);
});

it("says by which clock a time is that clocks show twice, and is silent about others", () => {
  const words = (start: string, end: string): string =>
    windowWords({ start: `2026-${start}:00Z`, end: `2026-${end}:00Z` }, "Europe/Berlin");
  expect(words("10-25T00:30", "10-25T01:30")).toBe("Sun 25 Oct 02:30 CEST–02:30 CET");
  expect(words("10-25T01:15", "10-25T02:15")).toBe("Sun 25 Oct 02:15 CET–03:15");
  expect(words("10-24T23:30", "10-25T02:00")).toBe("Sun 25 Oct 01:30–03:00");
  expect(words("03-29T00:30", "03-29T01:30")).toBe("Sun 29 Mar 01:30–03:30");
});

it("is short about a time zone", () => {
  expect(zoneWords("America/New_York", Date.parse(window.start))).toBe("New York (GMT-5)");
  expect(zoneWords("UTC", Date.parse(window.start))).toBe("UTC (GMT+0)");
});
