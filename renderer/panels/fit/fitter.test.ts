import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { foldProblems } from "../../../shared/constraints/fold-problems.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../../../shared/pool/pool.ts";
import { patchesBetween } from "../../store/history.ts";
import { shownAnswer, type LabAnswer } from "../../store/lab-fit.ts";
import { createFitter, type FitQuestion, type HeldPool } from "./fitter.ts";

const hour = (number: number): string => new Date(Date.UTC(2027, 0, 1, number)).toISOString();
const SMALL = {
  id: "h",
  name: "h",
  architecture: "amd64" as const,
  cores: 8,
  memoryMiB: 1_000_000,
};

function poolOf(id: string, cores: number): Pool {
  return {
    id,
    name: id,
    driver: "simulated",
    state: "online",
    refreshedAt: hour(0),
    conditions: [],
    resources: poolResourcesSchema.parse({ hosts: [{ ...SMALL, cores, diskGiB: 10_000 }] }),
  };
}

const web = sketch(
  "Shop",
  {
    lan: { kind: "subnet", cidr: "10.0.0.0/24" },
    web: {
      kind: "machine",
      machineType: "vm-medium",
      operatingSystem: "debian-13",
      count: 4,
    },
  },
  ["web:nic lan:net"],
);

/** Machines of which each has a host for itself and four links that lead far. */
function linked(count: number): Design {
  const ids = Array.from({ length: count }, (_, index) => index);
  const nodes = ids.map((id) => [
    `m${id}`,
    { kind: "machine", machineType: "dell-poweredge-r670" },
  ]);
  const links = ids.flatMap((id) =>
    [(id + 1) % count, (7 * id + 3) % count]
      .filter((other) => other !== id)
      .map((other) => `m${id}:nic m${other}:nic bandwidthMbps=1000`),
  );
  return sketch("Linked", Object.fromEntries(nodes), [...new Set(links)]);
}

/** Racks of 24 hosts, each with a trunk of 10 Gb/s to the middle. */
function rackedPool(racks: number): Pool {
  const ids = Array.from({ length: racks }, (_, index) => `rack-${index}`);
  const hosts = ids.flatMap((rack) =>
    Array.from({ length: 24 }, (_, index) => {
      const id = `${rack}-${index}`;
      return {
        ...SMALL,
        id,
        name: id,
        cores: 512,
        diskGiB: 10_000,
        switch: rack,
        uplinkMbps: 40_000,
      };
    }),
  );
  const switches = ["middle", ...ids].map((id) => ({
    id,
    name: id,
    ports: 64,
    speedMbps: 100_000,
  }));
  const trunks = ids.map((id) => ({
    id: `trunk-${id}`,
    from: id,
    to: "middle",
    bandwidthMbps: 10_000,
  }));
  const resources = poolResourcesSchema.parse({ hosts, switches, trunks });
  return { ...poolOf("lab", 1), resources };
}

const HELD: HeldPool = {
  pool: poolOf("lab", 8),
  held: [
    { resource: "lab/host/h/cores", quantity: 6, window: { start: hour(0), end: hour(12) } },
    { resource: "lab/host/h/cores", quantity: 2, window: { start: hour(20), end: hour(22) } },
  ],
};

function ask(before: Design, design: Design, own: Partial<FitQuestion> = {}): FitQuestion {
  return {
    number: 1,
    patches: patchesBetween(before, design),
    reference: { catalogue: starterCatalogue().data, priceBook: starterPriceBook() },
    pools: [HELD],
    now: hour(10),
    window: { start: hour(14), end: hour(18) },
    chosen: null,
    ...own,
  };
}

const said = ({ now, chosen }: LabAnswer) => ({
  now: now.map(({ code, severity, level }) => [code, severity, level]),
  chosen: chosen.map(({ code, severity, level }) => [code, severity, level]),
});

describe("createFitter", () => {
  it("tells what is short at the moment from what is short at the chosen time", () => {
    const fitter = createFitter();
    const [answer] = fitter.answer(ask(emptyDesign(""), web));
    // 4 × 2 cores of 8, of which others hold 6 until noon.
    expect(said(answer!)).toEqual({ now: [["not-enough-cores", "warning", "pool"]], chosen: [] });
  });

  it("remembers the design and the lab between questions", () => {
    const fitter = createFitter();
    fitter.answer(ask(emptyDesign(""), web));
    const larger = applyEdits(web, [{ type: "change-node", id: "web", change: { count: 40 } }]);
    const { reference: _reference, pools: _pools, ...next } = ask(web, larger);
    const [answer] = fitter.answer(next);
    expect(answer?.chosen).toMatchObject([
      { code: "not-enough-cores", pool: "lab", parameters: { needed: 80, free: 8 } },
    ]);
    expect(said(answer!).now).toEqual([["not-enough-cores", "error", "pool"]]);
    const { reference: _again, pools: _same, ...back } = ask(larger, web);
    expect(fitter.answer(back)[0]?.chosen).toEqual([]);
  });

  it("tells whether the most copies fit where their number follows the load", () => {
    const copies = (text: string): Design =>
      applyEdits(web, [{ type: "set-property", id: "web", property: "copies", value: text }]);
    const [fits] = createFitter().answer(ask(emptyDesign(""), web));
    expect(fits).not.toHaveProperty("most");
    const [grows] = createFitter().answer(ask(emptyDesign(""), copies("1/5")));
    // 4 × 2 cores of 8 are held by what is drawn; 5 × 2 are too many.
    expect(said(grows!).chosen).toEqual([]);
    expect(grows?.most).toMatchObject([
      { code: "not-enough-cores", parameters: { needed: 10, free: 8 } },
    ]);
    const [stays] = createFitter().answer(ask(emptyDesign(""), copies("1/4")));
    expect(stays).not.toHaveProperty("most");
  });

  it("finds ways out for the pool that is shown, one problem after the other", () => {
    const fitter = createFitter();
    const asked = ask(emptyDesign(""), web, { window: { start: hour(11), end: hour(14) } });
    const answers = fitter.answer(asked);
    const mended = [...fitter.mend(asked, answers)];
    expect(mended).toHaveLength(2);
    const [now] = mended.at(-1)![0]!.now;
    const [chosen] = mended.at(-1)![0]!.chosen;
    for (const problem of [now!, chosen!])
      for (const fix of [problem.fix!, ...(problem.otherFixes ?? [])]) {
        const window = fix.window ?? asked.window;
        const design = applyEdits(web, fix.edits);
        const [answer] = createFitter().answer(ask(emptyDesign(""), design, { window }));
        expect(problem.level === "pool" ? answer?.now : answer?.chosen).toEqual([]);
      }
    const later = [chosen!.fix!, ...chosen!.otherFixes!].find(({ window }) => window !== undefined);
    expect(later?.window).toEqual({ start: hour(12), end: hour(15) });
  });

  it("finds for several machines that lack the same what mends all of them at once", () => {
    const ids = ["a", "b", "c"];
    const arm = { kind: "machine", machineType: "vm-arm-small", operatingSystem: "debian-13" };
    const nodes = Object.fromEntries(ids.map((id) => [id, arm]));
    const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
    const design = sketch(
      "Arms",
      { lan, ...nodes },
      ids.map((id) => `${id}:nic lan:net`),
    );
    const fitter = createFitter();
    const asked = ask(emptyDesign(""), design, { pools: [{ pool: poolOf("lab", 8), held: [] }] });
    const mended = [...fitter.mend(asked, fitter.answer(asked))];
    // Once now and once at the chosen time, however many machines it is about.
    expect(mended).toHaveLength(2);
    const { chosen } = mended.at(-1)![0]!;
    expect(chosen).toHaveLength(3);
    const [one, ...more] = foldProblems(chosen, design);
    expect(more).toEqual([]);
    expect(one!.fix!.title).toMatch(/^Use .+ for each of these 3$/);
    const better = applyEdits(design, one!.fix!.edits);
    const [answer] = createFitter().answer(ask(emptyDesign(""), better, { pools: asked.pools! }));
    expect(answer?.chosen).toEqual([]);
  });

  it("offers another pool that holds all of it, and none that does not", () => {
    const fitter = createFitter();
    const pools = [{ pool: poolOf("tiny", 1), held: [] }, HELD, { ...HELD, pool: poolOf("b", 4) }];
    const asked = ask(emptyDesign(""), web, { pools, chosen: "tiny" });
    const mended = [...fitter.mend(asked, fitter.answer(asked))].at(-1)![0]!;
    const other = ({ fix, otherFixes = [] }: Problem) =>
      [fix, ...otherFixes].filter((way) => way?.pool !== undefined);
    // Now others hold the larger one; at the chosen time nobody does.
    expect(mended.now.flatMap(other)).toEqual([]);
    expect(mended.chosen.length).toBeGreaterThan(0);
    for (const problem of mended.chosen)
      expect(other(problem)).toEqual([{ title: "Use lab instead", edits: [], pool: "lab" }]);
  });

  it("goes on until it is proven of fewer that there is no place", () => {
    const fitter = createFitter();
    const asked = ask(emptyDesign(""), linked(90), { pools: [{ pool: rackedPool(8), held: [] }] });
    const answers = fitter.answer(asked);
    const shown = (list: readonly LabAnswer[] | undefined) => list?.[0]?.now[0];
    const atOnce = Number(shown(answers)?.parameters["parts"]);
    for (const told of fitter.mend(asked, answers)) {
      const problem = shown(told);
      if (!(Number(problem?.parameters["parts"]) < atOnce)) continue;
      const { level, code } = shown(answers)!;
      expect(problem).toMatchObject({ level, code, parameters: { proof: "proven" } });
      return;
    }
    expect.unreachable("nothing was proven of fewer");
  });

  it("shows the pool that lacks least, unless one is chosen", () => {
    const fitter = createFitter();
    const pools = [{ pool: poolOf("tiny", 1), held: [] }, HELD];
    const answers = fitter.answer(ask(emptyDesign(""), web, { pools }));
    expect(shownAnswer(answers, null)?.pool).toBe("lab");
    expect(shownAnswer(answers, "tiny")?.pool).toBe("tiny");
    expect(shownAnswer(answers, "gone")?.pool).toBe("lab");
    expect(shownAnswer([], null)).toBeUndefined();
  });
});
