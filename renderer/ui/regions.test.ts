import { expect, it } from "vitest";
import { countries, currencies } from "./regions.ts";

it("knows countries by name, once each, and nothing that is none", () => {
  const known = new Map(countries().map(({ value, label }) => [value, label]));
  expect(known.get("DE")).toContain("(DE)");
  for (const code of ["FR", "US", "JP", "BR", "ZA", "XK"]) expect(known.has(code), code).toBe(true);
  for (const code of ["DD", "SU", "EU", "UN", "ZZ", "QQ"])
    expect(known.has(code), code).toBe(false);
  expect(new Set(known.values()).size).toBe(known.size);
  expect(known.size).toBeGreaterThan(240);
});

it("knows currencies that money can be written in", () => {
  for (const { value, label } of currencies()) expect(label).toContain(value);
  expect(currencies().map(({ value }) => value)).toEqual(
    expect.arrayContaining(["EUR", "USD", "JPY", "CHF"]),
  );
});
