import { expect, it } from "vitest";
import { foldRefusals } from "./fold-refusals.ts";
import type { Refusal } from "../placement.ts";
import { refusalText } from "./refusal-text.ts";

const narrow = (name: string, needed = 10_000): Refusal => ({
  code: "cable-too-narrow",
  elements: [name],
  parameters: { name, of: "cable", needed, free: 1000 },
});
const vlans: Refusal = {
  code: "not-enough-vlans",
  elements: [],
  parameters: { needed: 3, free: 1 },
};
const folded = (...refusals: readonly Refusal[]): readonly string[] =>
  foldRefusals(refusals).map(refusalText);

it("says once what several lack alike, and apart what differs", () => {
  expect(folded(narrow("web-1"), vlans, narrow("web-2"), narrow("db", 25_000))).toEqual([
    "Each of web-1 and web-2 needs 10 Gb/s on one cable of its host; the widest free one that suits has 1 Gb/s",
    "Not enough VLANs: 3 needed, 1 free",
    "db needs 25 Gb/s on one cable of its host; the widest free one that suits has 1 Gb/s",
  ]);
});

it("counts those of a long list beyond the first few, and keeps what all of them touch", () => {
  const many = Array.from({ length: 40 }, (_, index) => narrow(`web-${index + 1}`));
  const [one, ...others] = foldRefusals(many);
  expect(others).toEqual([]);
  expect(one?.elements).toHaveLength(40);
  expect(one?.parameters["name"]).toBe("Each of web-1, web-2, web-3 and 37 more");
  expect(foldRefusals(many.slice(0, 4))[0]?.parameters["name"]).toBe(
    "Each of web-1, web-2, web-3 and web-4",
  );
});

it("leaves alone what stands alone", () => {
  const apart = [narrow("web-1"), vlans];
  expect(foldRefusals(apart)).toEqual(apart);
});
