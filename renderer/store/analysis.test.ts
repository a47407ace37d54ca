import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import { startAnalysis, useAnalysis } from "./analysis.ts";
import { activate, edit, openDocument, useDocuments } from "./documents.ts";

const NOW = Date.parse("2026-03-01T10:20:00Z");
const lab = sketch("lab", {
  web: { kind: "machine", operatingSystem: "debian-13" },
  bare: { kind: "machine" },
});
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  useDocuments.setState({ documents: [], active: null });
  stop = startAnalysis(() => NOW);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

async function analysed(): Promise<ReturnType<typeof useAnalysis.getState>> {
  await vi.advanceTimersByTimeAsync(500);
  return useAnalysis.getState();
}

describe("the analysis of the shown design", () => {
  it("marks what has problems, worst first, and prices every node", async () => {
    openDocument(lab);
    const { marks, prices, rated } = await analysed();
    expect(marks.get("node:bare")).toMatchObject({ severity: "error" });
    expect(marks.get("node:bare")?.first).toContain("bare");
    expect([...prices.keys()].toSorted()).toEqual(["bare", "web"]);
    expect(rated?.lines.map(({ start }) => start).toSorted()[0]).toBe("2026-03-01T10:00:00.000Z");
  });

  it("keeps the marks of elements that an edit leaves alone", async () => {
    openDocument(lab);
    const before = (await analysed()).marks.get("node:bare");
    edit("Mend", [{ type: "remove-node", id: "web" }]);
    const after = await analysed();
    expect(after.marks.get("node:bare")).toBe(before);
    expect(after.prices.has("web")).toBe(false);
  });

  it("prices anew when another duration is chosen", async () => {
    openDocument(lab);
    const day = (await analysed()).rated?.totals.gross;
    useAnalysis.setState({ hours: 168 });
    const week = (await analysed()).rated?.totals.gross;
    useAnalysis.setState({ hours: 24 });
    expect(Number(week)).toBeGreaterThan(6 * Number(day));
  });

  it("is empty on the start page", async () => {
    openDocument(lab);
    await analysed();
    activate(null);
    expect(await analysed()).toMatchObject({ design: null, problems: [], rated: null });
  });
});
