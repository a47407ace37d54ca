import { expect, test } from "vitest";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { pendingChanges } from "./pending-changes.ts";

const running = sketch("Shop", { web: { kind: "machine" }, lan: { kind: "subnet" } }, [
  "web:nic lan:net",
]);

test("counts what the lab would notice, and not how it is drawn", () => {
  const moved = applyEdits(running, [
    { type: "change-node", id: "web", change: { position: { x: 900, y: 900 } } },
  ]);
  expect(pendingChanges(running, running)).toBe(0);
  expect(pendingChanges(running, moved)).toBe(0);
  const grown = applyEdits(moved, [
    { type: "set-property", id: "web", property: "memoryMiB", value: 8192 },
    { type: "put-node", id: "db", node: running.nodes["web"]! },
  ]);
  expect(pendingChanges(running, grown)).toBe(2);
  // With the node goes its link.
  expect(pendingChanges(running, applyEdits(running, [{ type: "remove-node", id: "web" }]))).toBe(
    2,
  );
});
