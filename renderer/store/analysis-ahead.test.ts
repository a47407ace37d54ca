import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { sketch } from "../../shared/design/sketch.ts";
import type { Design } from "../../shared/design/design.ts";
import { indexCatalogue } from "../../shared/catalogue/catalogue.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { analyseAhead, startAnalysis, useAnalysis } from "./analysis.ts";
import { activate, edit, openDocument, useDocuments } from "./documents.ts";
import { useReference } from "./reference.ts";

vi.mock("../../shared/constraints/incremental.ts", { spy: true });
vi.mock("../../shared/pricing/pricer.ts", { spy: true });

const NOW = Date.parse("2026-03-01T10:20:00Z");
const HOUR = 3_600_000;
const reference = useReference.getState();
let now: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  now = NOW;
  useDocuments.setState({ documents: [], active: null });
  useReference.setState(reference);
  stop = startAnalysis(() => now);
  vi.mocked(createChecker).mockClear();
  vi.mocked(createPricer).mockClear();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function lab(): Design {
  return sketch("lab", {
    web: { kind: "machine", operatingSystem: "debian-13" },
    bare: { kind: "machine" },
  });
}

/** What is told of a design apart from the design itself. */
async function told(): Promise<Omit<ReturnType<typeof useAnalysis.getState>, "design">> {
  await vi.advanceTimersByTimeAsync(500);
  const { design, ...rest } = useAnalysis.getState();
  expect(design).toBe(useDocuments.getState().documents.at(-1)?.design);
  return { ...rest, prices: new Map(rest.prices) };
}

/** Opens a design that nothing was known of. */
async function atOnce(): Promise<Awaited<ReturnType<typeof told>>> {
  openDocument(lab());
  return await told();
}

async function ahead(design: Design): Promise<Awaited<ReturnType<typeof told>>> {
  analyseAhead(design, now);
  openDocument(design);
  return await told();
}

describe("a design that was checked and priced before it was opened", () => {
  it("says the same as one that was not", async () => {
    const first = await atOnce();
    expect(first.problems.length).toBeGreaterThan(0);
    expect(Number(first.rated?.totals.gross)).toBeGreaterThan(0);
    expect(await ahead(lab())).toEqual(first);
  });

  it("is not checked and priced anew when it is opened", async () => {
    const design = lab();
    analyseAhead(design, now);
    expect([createChecker, createPricer].map((make) => vi.mocked(make).mock.calls.length)).toEqual([
      1, 1,
    ]);
    openDocument(design);
    await told();
    expect([createChecker, createPricer].map((make) => vi.mocked(make).mock.calls.length)).toEqual([
      1, 1,
    ]);
  });

  it("is followed by what followed it, edit by edit", async () => {
    const design = lab();
    await ahead(design);
    edit("Mend", [{ type: "remove-node", id: "bare" }]);
    const after = await told();
    expect(after.marks.has("node:bare")).toBe(false);
    expect([...after.prices.keys()]).toEqual(["web"]);
    expect(vi.mocked(createChecker)).toHaveBeenCalledTimes(1);
  });

  it("lends it to one tab alone: a second tab of it says the same by itself", async () => {
    const design = lab();
    const first = await ahead(design);
    const before = useDocuments.getState().active;
    edit("Mend", [{ type: "remove-node", id: "bare" }]);
    await told();
    openDocument(design);
    expect(useDocuments.getState().active).not.toBe(before);
    expect(await told()).toEqual(first);
    activate(before);
    await vi.advanceTimersByTimeAsync(500);
    expect([...useAnalysis.getState().prices.keys()]).toEqual(["web"]);
  });

  it("is checked anew when the catalogue is another by then", async () => {
    const design = lab();
    analyseAhead(design, now);
    const { data } = reference.catalogue;
    useReference.setState({
      catalogue: indexCatalogue({ ...data, operatingSystems: [] }),
    });
    const without = await atOnce();
    openDocument(design);
    expect(await told()).toEqual(without);
    expect(without.marks.has("node:web")).toBe(true);
  });

  it("is priced from the hour in which it is opened", async () => {
    const design = lab();
    analyseAhead(design, now);
    now += HOUR;
    openDocument(design);
    const { rated } = await told();
    expect(rated?.lines.map(({ start }) => start).toSorted()[0]).toBe("2026-03-01T11:00:00.000Z");
  });
});
