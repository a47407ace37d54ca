import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printDesign } from "../../shared/design/print.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LayerPage } from "./pages/layer-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const COLUMNS = 50;
const CELL = { x: 320, y: 240 };
const MACHINE = { kind: "machine", machineType: "vm-small", operatingSystem: "debian-13" };

/** In one group, whose frame has room between the second and the third row. */
const GROUPED = new Set([0, 1, 2 * COLUMNS]);

/** Two thousand machines on a grid with room around each, the first two linked. */
function large() {
  const nodes: Record<string, SketchNode> = {};
  for (let index = 0; index < 2000; index++) {
    const at = [(index % COLUMNS) * CELL.x, Math.floor(index / COLUMNS) * CELL.y] as const;
    nodes[`m-${index}`] = { ...MACHINE, at, ...(GROUPED.has(index) && { group: "pair" }) };
  }
  const groups = { pair: { name: "Pair" } };
  return sketch("large", nodes, ["m-0:nic m-1:nic"], { groups });
}

/** The middle of a machine. */
function middle(index: number): { x: number; y: number } {
  return {
    x: (index % COLUMNS) * CELL.x + 104,
    y: Math.floor(index / COLUMNS) * CELL.y + 36,
  };
}

test("two thousand nodes are worked on with all of them in view", async ({ labwright, folder }) => {
  // Two thousand nodes are checked and priced after each step; a busy machine may take its time.
  test.setTimeout(300_000);
  const { page } = labwright;
  const design = new DesignPage(page);
  const layer = new LayerPage(page);
  const name = design.inspector.getByRole("textbox", { name: "Name", exact: true });
  const undo = page.getByRole("button", { name: /^Undo/ });
  const file = join(folder, "large.labwright.json");
  await writeFile(file, printDesign(large()));
  await expect(new StartPage(page).heading).toBeVisible();
  await labwright.open(file);

  // All of it is there at once, and none of it is an element
  await expect.poll(() => layer.painted()).toBe(2000);
  await expect(layer.cards).toHaveCount(0);

  // A click selects, a shift-click adds, Esc lets go
  await layer.click(middle(1025));
  await expect(name).toHaveValue("m-1025");
  await layer.click(middle(1026), { modifiers: ["Shift"] });
  await expect(design.inspector.getByRole("heading", { name: "2 × Machine" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(design.inspector.getByRole("textbox", { name: "Design name" })).toBeVisible();

  // A link between two nodes can be clicked as well
  await layer.click({ x: 260, y: 36 });
  await expect(design.inspector.getByRole("heading", { name: "Link" })).toBeVisible();

  // A drag is one step; where it was nothing is left, and undo brings it back
  await layer.drag(middle(1025), { x: middle(1025).x, y: middle(1025).y + 120 });
  await expect(undo).toHaveAccessibleName("Undo move");
  await page.keyboard.press("Escape");
  await layer.click(middle(1025));
  await expect(name).toHaveCount(0);
  await layer.click({ x: middle(1025).x, y: middle(1025).y + 120 });
  await expect(name).toHaveValue("m-1025");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(undo).toBeDisabled();
  await layer.click(middle(1025));
  await expect(name).toHaveValue("m-1025");

  // A box takes what it touches
  await layer.drag({ x: -60, y: 840 }, { x: 2 * CELL.x - 60, y: 840 + 2 * CELL.y });
  await expect(design.inspector.getByRole("heading", { name: "4 × Machine" })).toBeVisible();

  // The menu of what lies under the pointer
  await layer.click(middle(1030), { button: "right" });
  await layer.menu.getByRole("menuitem", { name: /^Delete/ }).click();
  await expect.poll(() => layer.painted()).toBe(1999);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => layer.painted()).toBe(2000);
  await layer.click({ x: 264, y: 396 }, { button: "right" });
  await expect(layer.menu.getByRole("menuitem", { name: /^Ungroup/ })).toBeVisible();
  await page.keyboard.press("Escape");

  // By the keyboard: all of it moves as one step
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ArrowDown");
  await expect(undo).toHaveAccessibleName("Undo move");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(undo).toBeDisabled();

  // Near enough, what one looks at becomes elements, and no more than that
  await page.keyboard.press("Escape");
  await layer.click(middle(1025));
  await page.keyboard.press("ControlOrMeta+2");
  await expect(design.node("m-1025")).toBeVisible();
  expect(await layer.cards.count()).toBeLessThan(100);
});
