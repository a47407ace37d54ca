import { describe, expect, it } from "vitest";
import { ok } from "../../shared/base/result.ts";
import type { PoolChange } from "../../shared/pool/change.ts";
import { historyLines, wholePage } from "./history-lines.ts";

const NOON = "2026-11-23T12:00:00.000Z";
const ONE = "2026-11-23T13:00:00.000Z";

function changed(
  number: number,
  type: "begun" | "ended",
  at = NOON,
  why = "New floor",
): PoolChange {
  const scope = { sort: "host", id: `h${number}` } as const;
  const decided = { kind: "draining", start: NOON, end: null, why, by: "ada" } as const;
  const condition = { id: `c${number}`, scope, ...decided };
  return { number, at, by: "bela", body: { type: `condition-${type}`, condition } };
}

const added: PoolChange = { number: 1, at: NOON, by: "ada", body: { type: "added", name: "Lab" } };

/** Newest first: `most` ended by one decision that had begun, above what was there before. */
function history(most: number): readonly PoolChange[] {
  const begun = Array.from({ length: most }, (_, at) => changed(most + 1 - at, "begun"));
  const ended = Array.from({ length: most }, (_, at) => changed(2 * most + 1 - at, "ended", ONE));
  return [...ended, ...begun, added];
}

describe("the history", () => {
  it("tells what one decision began or ended in one line, with all that it was about", () => {
    const lines = historyLines(history(400));
    expect(lines.map(({ change: { body }, scopes }) => [body.type, scopes.length])).toEqual([
      ["condition-ended", 400],
      ["condition-begun", 400],
      ["added", 0],
    ]);
    expect(lines[0]!.scopes.slice(0, 2).map(({ id }) => id)).toEqual(["h801", "h800"]);
  });

  it("tells apart what was done at another time, for another reason, or with something between", () => {
    const changes = [
      changed(9, "ended", ONE),
      changed(8, "ended"),
      changed(7, "ended", NOON, "New disks"),
      changed(6, "begun"),
      { ...added, number: 5 },
      changed(4, "begun"),
      { ...added, number: 3 },
      { ...added, number: 2 },
    ];
    expect(historyLines(changes).map(({ change: { number } }) => number)).toEqual(
      changes.map(({ number }) => number),
    );
  });

  it.each([1, 49, 50, 51, 250, 400])("reads all of the last of %i on a page", async (most) => {
    const all = history(most);
    const load = (before: number | null, limit: number) => {
      const older = all.filter(({ number }) => before === null || number < before);
      return Promise.resolve(ok(older.slice(0, limit)));
    };
    const seen: PoolChange[] = [];
    while (seen.length < all.length) {
      const page = await wholePage(load, seen.at(-1)?.number ?? null, 50);
      if (!page.ok) throw new Error(page.error.code);
      const lines = historyLines(page.value);
      for (const { scopes } of lines) expect([0, most]).toContain(scopes.length);
      seen.push(...page.value);
    }
    expect(seen).toEqual(all);
  });
});
