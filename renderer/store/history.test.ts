import { describe, expect, it } from "vitest";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { elementKey, NOTHING_SELECTED, type Selection } from "./elements.ts";
import {
  applyPatches,
  EMPTY_HISTORY,
  patchesBetween,
  record,
  redoStep,
  undoStep,
  type History,
} from "./history.ts";

const lab = sketch("lab", { web: { kind: "machine" }, lan: { kind: "subnet" } }, [
  "web:nic lan:net",
]);

function step(
  history: History,
  before: Design,
  after: Design,
  gesture: string | null = null,
  selected: Selection = NOTHING_SELECTED,
): History {
  return record(history, {
    label: "Change",
    gesture,
    forward: patchesBetween(before, after),
    inverse: patchesBetween(after, before),
    selectedBefore: selected,
    selectedAfter: NOTHING_SELECTED,
  });
}

const renamed = (design: Design, name: string): Design =>
  applyEdits(design, [{ type: "change-node", id: "web", change: { name } }]);

describe("patches", () => {
  it("name only the elements that differ", () => {
    const after = renamed(lab, "portal");
    expect(patchesBetween(lab, after)).toEqual([
      { set: ["nodes", "web"], value: after.nodes["web"] },
    ]);
  });

  it("lead to the other design and back, element for element the same object", () => {
    const after = applyEdits(lab, [
      { type: "remove-node", id: "web" },
      { type: "set-name", name: "smaller" },
    ]);
    const forth = applyPatches(lab, patchesBetween(lab, after));
    expect(forth).toEqual(after);
    const back = applyPatches(forth, patchesBetween(after, lab));
    expect(back).toEqual(lab);
    expect(back.nodes["web"]).toBe(lab.nodes["web"]);
  });

  it("keep fields of the file that this version does not know", () => {
    const foreign = { ...emptyDesign("x"), future: { a: 1 } };
    const { future: _gone, ...without } = foreign;
    expect(applyPatches(without as Design, patchesBetween(without as Design, foreign))).toEqual(
      foreign,
    );
  });
});

describe("history", () => {
  it("takes a step back and forth with its selection", () => {
    const after = renamed(lab, "portal");
    const selected = new Set([elementKey("node", "web")]);
    const undone = undoStep(after, step(EMPTY_HISTORY, lab, after, null, selected));
    expect(undone?.design.nodes["web"]).toBe(lab.nodes["web"]);
    expect(undone?.selection).toBe(selected);
    const redone = redoStep(undone!.design, undone!.history);
    expect(redone?.design.nodes["web"]?.name).toBe("portal");
  });

  it("melts the edits of one gesture into one step", () => {
    const names = ["p", "po", "por"].map((name) => renamed(lab, name));
    let history = EMPTY_HISTORY;
    let before = lab;
    for (const after of names) {
      history = step(history, before, after, "typing-1");
      before = after;
    }
    expect(history.done).toHaveLength(1);
    expect(history.done[0]?.forward).toHaveLength(1);
    expect(undoStep(before, history)?.design).toEqual(lab);
  });

  it("does not melt a gesture into a step that was undone in between", () => {
    const one = renamed(lab, "p");
    const first = step(EMPTY_HISTORY, lab, one, "typing-1");
    const { history } = undoStep(one, first)!;
    const again = step(history, lab, renamed(lab, "q"), "typing-1");
    expect(again.done).toHaveLength(1);
    expect(again.undone).toHaveLength(0);
  });

  it("has nothing to take back at the beginning", () => {
    expect(undoStep(lab, EMPTY_HISTORY)).toBeNull();
    expect(redoStep(lab, EMPTY_HISTORY)).toBeNull();
  });
});
