import { expect, test } from "vitest";
import type { Verification } from "../../shared/statements/verify.ts";
import { unacceptedText, verdictOf } from "./words.ts";

const good: Verification = {
  unchanged: true,
  signature: "valid",
  fingerprint: "ab12",
  holds: true,
  actual: { difference: null, digest: "0" },
  projected: null,
};
const line = { kind: "line", lineKey: "k", title: "Machine", period: "2026-11" } as const;
const difference = { ...line, field: "net", stated: "1", rated: "2" };

test.each([
  ["a known signer", good, "Lab", "green", "Signed by Lab."],
  ["an unknown signer", good, undefined, "yellow", "does not know"],
  ["nobody's", { ...good, signature: "none", fingerprint: "" }, undefined, "yellow", "Nobody"],
  ["an old browser", { ...good, signature: "unchecked" }, "Lab", "yellow", "too old"],
  ["another signature", { ...good, signature: "invalid", holds: false }, "Lab", "red", "the key"],
  ["another byte", { ...good, unchanged: false, holds: false }, "Lab", "red", "as it was written"],
  [
    "another amount",
    { ...good, holds: false, actual: { difference, digest: "1" } },
    "Lab",
    "red",
    "Line “Machine” of 2026-11 differs: net is 1 in the file and 2",
  ],
] satisfies [string, Verification, string | undefined, string, string][])(
  "of %s the verdict is plain",
  (_, verification, signer, tone, words) => {
    const verdict = verdictOf(verification, signer);
    expect(verdict.tone).toBe(tone);
    expect(verdict.detail).toContain(words);
  },
);

test("what nobody accepted is named, the first few of many", () => {
  expect(unacceptedText(["shop"])).toContain("kept of shop: what");
  expect(unacceptedText(["a", "b", "c", "d", "e"])).toContain("of a, b, c, and 2 more: what");
});
