import { sketch } from "../../shared/design/sketch.ts";
import { CanvasPage } from "./pages/canvas-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { openDesign } from "./support/open-design.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const NAMES = ["a", "b", "c", "lan"] as const;
// The subnet stands off the grid, so that its lines and the grid's are told apart.
const SPREAD = sketch(
  "Spread",
  {
    a: { kind: "machine", at: [0, 0] },
    b: { kind: "machine", at: [296, 200] },
    c: { kind: "machine", at: [640, 296] },
    lan: { kind: "subnet", at: [644, 0] },
  },
  ["a:nic lan:net", "b:nic lan:net", "c:nic lan:net"],
);

/** Undoes by key what the button says would be undone. */
async function undone(design: DesignPage, what: string): Promise<void> {
  await expect(design.page.getByRole("button", { name: what })).toBeVisible();
  await design.press("ControlOrMeta+z");
}

test("things snap, line up and spread, by hand and by command, each undone as one step", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  await openDesign(labwright, folder, SPREAD);
  await expect(design.nodes).toHaveCount(4);
  const undo = (what: string): Promise<void> => undone(design, what);
  const drawn = await canvas.placesOf(NAMES);

  await test.step("a drag snaps to the grid and to the lines of others, which are shown", async () => {
    await canvas.drag(design.node("c"), { x: 8, y: 40 }, async () => {
      await expect(canvas.guides).not.toHaveCount(0);
    });
    await expect(canvas.guides).toHaveCount(0);
    await canvas.expectPlace("c", { x: 644, y: 336 });
    await undo("Undo move");
    await canvas.expectPlace("c", { x: 640, y: 296 });
  });

  await test.step("arrows move by the grid, with Shift finely, a row of presses is one step", async () => {
    await canvas.select("c");
    for (const keys of ["ArrowRight", "ArrowRight", "Shift+ArrowDown"]) await design.press(keys);
    await canvas.expectPlace("c", { x: 656, y: 297 });
    await undo("Undo move");
    await canvas.expectPlace("c", { x: 640, y: 296 });
  });

  await test.step("align and distribute by the menu and by their names", async () => {
    await canvas.select("a", "b");
    await canvas.align("Align left");
    await canvas.expectPlace("b", { x: 0, y: 200 });
    await undo("Undo align");
    await canvas.run("Align top");
    await canvas.expectPlace("b", { x: 296, y: 0 });
    await undo("Undo align");
    await canvas.select("a", "b", "c");
    await canvas.align("Distribute vertically");
    await canvas.expectPlace("b", { x: 296, y: 148 });
    await undo("Undo distribute");
    await canvas.run("Distribute horizontally");
    await canvas.expectPlace("b", { x: 320, y: 200 });
    await undo("Undo distribute");
    expect(await canvas.placesOf(NAMES)).toEqual(drawn);
  });
});

test("all or a selection is laid out; what is locked stays; both are undone", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  await openDesign(labwright, folder, SPREAD);
  await expect(design.nodes).toHaveCount(4);
  const undo = (what: string): Promise<void> => undone(design, what);
  const drawn = await canvas.placesOf(NAMES);

  await test.step("locked by key or button, a node is neither dragged nor laid out", async () => {
    await canvas.select("c");
    await design.press("ControlOrMeta+l");
    await expect(design.node("c").getByLabel("locked")).toBeVisible();
    await canvas.drag(design.node("c"), { x: -80, y: 40 });
    await canvas.select("a", "b", "c");
    await canvas.align("Align left");
    await canvas.expectPlace("b", { x: 0 });
    await canvas.expectPlace("c", { x: 640, y: 296 });
    await undo("Undo align");
  });

  await test.step("auto layout of all, in one step", async () => {
    await design.press("Escape");
    await design.canvas.getByRole("button", { name: /^Auto layout/ }).click();
    await expect.poll(() => canvas.placesOf(NAMES)).not.toEqual(drawn);
    await canvas.expectPlace("c", { x: 640, y: 296 });
    await undo("Undo auto layout");
    await expect.poll(() => canvas.placesOf(NAMES)).toEqual(drawn);
  });

  await test.step("auto layout of the selection moves nothing else", async () => {
    await canvas.settled();
    await canvas.select("a", "b");
    await design.press("ControlOrMeta+Shift+l");
    await expect.poll(() => canvas.placesOf(["a", "b"])).not.toEqual(drawn.slice(0, 2));
    expect(await canvas.placesOf(["c", "lan"])).toEqual(drawn.slice(2));
    await undo("Undo auto layout");
    await expect.poll(() => canvas.placesOf(NAMES)).toEqual(drawn);
  });
});

const TO_GROUP = sketch(
  "To group",
  {
    a: { kind: "machine", at: [0, 0] },
    b: { kind: "machine", at: [304, 200] },
    c: { kind: "machine", at: [704, 0] },
    lan: { kind: "subnet", at: [304, 400] },
  },
  ["a:nic lan:net", "b:nic lan:net", "c:nic lan:net", "a:nic b:nic"],
);

test("a group is made, coloured, entered and left, moved, collapsed with its links, and undone", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  await openDesign(labwright, folder, TO_GROUP);
  await expect(design.links).toHaveCount(4);
  const group = canvas.group("group-1");
  const named = (rest: string) => expect(group).toHaveAccessibleName(`Group group-1, ${rest}`);

  await test.step("made by key, coloured by mouse and by keyboard", async () => {
    await canvas.select("a", "b");
    await design.press("ControlOrMeta+g");
    await named("2 nodes");
    const color = () => group.evaluate((frame) => frame.style.getPropertyValue("--group"));
    await design.inspector.getByRole("button", { name: "Teal" }).click();
    await expect.poll(color).toBe("#12a594");
    await design.inspector.getByRole("button", { name: "Purple" }).press("Enter");
    await expect.poll(color).toBe("#9b5de5");
  });

  await test.step("dragged into the frame and out of it", async () => {
    await canvas.drag(design.node("c"), { x: -400, y: 0 });
    await named("3 nodes");
    await canvas.drag(design.node("c"), { x: 400, y: 0 });
    await named("2 nodes");
  });

  await test.step("the same by the inspector, without a mouse", async () => {
    const field = design.inspector.getByRole("combobox", { name: "Group" });
    await expect(field).toHaveValue("");
    await field.press("ArrowDown");
    await expect(page.getByRole("option", { name: "group-1" })).toBeVisible();
    await field.press("ArrowDown");
    await field.press("Enter");
    await named("3 nodes");
    await expect(field).toHaveValue("group-1");
    // In a field Ctrl-Z is the field's own.
    await page.getByRole("button", { name: "Undo change group" }).press("Enter");
    await named("2 nodes");
  });

  await test.step("members move together, by mouse and by arrows, one step each", async () => {
    await canvas.drag(group.getByText("group-1"), { x: 0, y: 80 });
    await canvas.expectPlace("a", { x: 0, y: 80 });
    await canvas.expectPlace("b", { x: 304, y: 280 });
    await canvas.expectPlace("c", { x: 704, y: 0 });
    await design.press("ControlOrMeta+z");
    await canvas.expectPlace("a", { x: 0, y: 0 });
    await group.getByText("group-1").click();
    await design.press("ArrowRight");
    await canvas.expectPlace("a", { x: 8, y: 0 });
    await canvas.expectPlace("b", { x: 312, y: 200 });
    await design.press("ControlOrMeta+z");
    await canvas.expectPlace("b", { x: 304, y: 200 });
  });

  await test.step("collapsed it is one node that keeps the links outwards", async () => {
    await design.press("ControlOrMeta+e");
    await named("2 nodes, collapsed");
    await expect(design.node("a")).toHaveCount(0);
    await expect(design.links).toHaveCount(3);
    await canvas.drag(group, { x: 80, y: 0 });
    await group.getByRole("button", { name: "Expand group-1" }).click();
    await named("2 nodes");
    await expect(design.links).toHaveCount(4);
    await canvas.expectPlace("b", { x: 384, y: 200 });
    for (const step of ["expand", "move", "collapse"]) {
      await expect(page.getByRole("button", { name: `Undo ${step}` })).toBeVisible();
      await design.press("ControlOrMeta+z");
    }
    await canvas.expectPlace("b", { x: 304, y: 200 });
    await named("2 nodes");
  });
});

test("the palette is searched, remembers, shows where things will stand, and places many", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  await new StartPage(page).newDesign();
  const entry = (name: string) => page.getByRole("button", { name: `Place ${name}`, exact: true });
  const section = (name: string) => page.getByRole("region", { name, exact: true });

  await test.step("dragged onto the canvas, with its place shown", async () => {
    await expect(section("Network").locator(entry("Router"))).toBeVisible();
    const to = await canvas.pointAt(0.7, 0.3);
    await entry("Router").hover();
    await page.mouse.down();
    await page.mouse.move(to.x - 40, to.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 2 });
    await expect(canvas.landing).toHaveText("Router");
    await page.mouse.up();
    await expect(design.node("router-1")).toBeVisible();
    await expect(canvas.landing).toHaveCount(0);
  });

  await test.step("found by words, and placed many times by Shift and click", async () => {
    const search = page.getByRole("textbox", { name: "Search components" });
    await search.fill("debian 12");
    await entry("Debian 12").first().click();
    for (const [index, y] of [0.2, 0.45, 0.7].entries()) {
      const to = await canvas.pointAt(0.25, y);
      await page.mouse.move(to.x, to.y, { steps: 2 });
      await expect(canvas.landing).toHaveText("Debian 12");
      const landing = await canvas.landing.boundingBox();
      if (index < 2) await page.keyboard.down("Shift");
      await page.mouse.click(to.x, to.y);
      await page.keyboard.up("Shift");
      await expect(design.node(`machine-${index + 1}`)).toBeVisible();
      // Exactly where it was shown.
      const placed = await design.node(`machine-${index + 1}`).boundingBox();
      expect(placed?.x).toBeCloseTo(landing?.x ?? 0, 0);
      expect(placed?.y).toBeCloseTo(landing?.y ?? 0, 0);
    }
    await expect(canvas.landing).toHaveCount(0);
    await search.fill("no such thing at all");
    await expect(page.getByText("Nothing found: try another word")).toBeVisible();
    await page.getByRole("button", { name: "Clear search" }).click();
  });

  await test.step("by keyboard, each beside the last", async () => {
    await entry("Switch").focus();
    for (const number of [1, 2, 3]) {
      await page.keyboard.press("Enter");
      await expect(design.node(`switch-${number}`)).toBeVisible();
    }
    const places = await canvas.placesOf(["switch-1", "switch-2", "switch-3"]);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  });

  await test.step("what was used last is there after a restart", async () => {
    await expect(section("Recent").locator(entry("Debian 12"))).toBeVisible();
    await page.reload();
    await new StartPage(page).newDesign();
    await expect(section("Recent").locator(entry("Debian 12"))).toBeVisible();
  });
});
