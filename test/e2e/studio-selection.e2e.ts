import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readDesign } from "../../shared/design/read.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { PointingPage } from "./pages/pointing-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { TablePage } from "./pages/table-page.ts";
import { TouchPage } from "./pages/touch-page.ts";
import type { Labwright } from "./support/labwright.ts";
import { openDesign } from "./support/open-design.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const MACHINE = { kind: "machine", machineType: "vm-small", operatingSystem: "debian-13" };

/** Two machines at a switch, a third one beside, two more in a group, and a note. */
const DESK = sketch(
  "desk",
  {
    left: { ...MACHINE, at: [0, 0] },
    right: { ...MACHINE, at: [320, 0] },
    hub: { kind: "switch", at: [160, 200] },
    alone: { ...MACHINE, at: [0, 400] },
    "in-1": { ...MACHINE, at: [640, 80], group: "site" },
    "in-2": { ...MACHINE, at: [640, 240], group: "site" },
  },
  ["left:nic hub:port", "right:nic hub:port", "alone:nic hub:port"],
  {
    groups: { site: { name: "Site" } },
    notes: { memo: { text: "Read me", position: { x: 320, y: 400 } } },
  },
);

async function openDesk(labwright: Labwright, folder: string): Promise<void> {
  await openDesign(labwright, folder, DESK);
  // What is typed before goes to the start page.
  await expect(new DesignPage(labwright.page).node("left")).toBeVisible();
}

test("selects by mouse and by keyboard: one, more, a box, links, everything, nothing", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  await openDesk(labwright, folder);

  await test.step("a click takes one; Shift and Ctrl add, and take out again", async () => {
    await canvas.clickNode("left");
    await expect(canvas.selected).toHaveCount(1);
    await canvas.clickNode("right", "Shift");
    await canvas.clickNode("hub", "Control");
    await expect(canvas.selected).toHaveCount(3);
    await canvas.clickNode("right", "Control");
    await expect(canvas.selected).toHaveCount(2);
    await canvas.clickNode("alone");
    await expect(canvas.selected).toHaveAccessibleName(/^alone, /);
  });

  await test.step("a link is selected, and deleted alone", async () => {
    await canvas.clickLink("left-hub");
    await expect(canvas.selectedLinks).toHaveCount(1);
    await expect(canvas.selected).toHaveCount(0);
    await page.keyboard.press("Backspace");
    await expect(design.links).toHaveCount(2);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(canvas.selectedLinks).toHaveCount(1);
  });

  await test.step("a box takes what it touches, with Shift beside what is selected", async () => {
    await canvas.drawBox({ x: -12, y: -30 }, { x: 560, y: 40 });
    await expect(canvas.selected).toHaveCount(2);
    // Not at the canvas's edge, where the view moves along.
    await canvas.drawBox({ x: -12, y: 380 }, { x: 60, y: 420 }, "Shift");
    await expect(canvas.selected).toHaveCount(3);
  });

  await test.step("everything, and nothing", async () => {
    await page.keyboard.press("ControlOrMeta+a");
    await expect(canvas.selected).toHaveCount(6);
    await expect(canvas.selectedLinks).toHaveCount(3);
    await page.keyboard.press("Escape");
    await expect(canvas.selected).toHaveCount(0);
    await expect(canvas.selectedLinks).toHaveCount(0);
  });

  await test.step("by keyboard: Enter takes what has the focus, with Shift one more", async () => {
    await canvas.focusNode("left");
    await page.keyboard.press("Enter");
    await expect(canvas.selected).toHaveAccessibleName(/^left, /);
    await canvas.focusNode("right");
    await page.keyboard.press("Shift+Enter");
    await expect(canvas.selected).toHaveCount(2);
    await design.links.first().focus();
    await page.keyboard.press("Enter");
    await expect(canvas.selectedLinks).toHaveCount(1);
    await expect(canvas.selected).toHaveCount(0);
  });

  await test.step("by keyboard: the menu key opens the menu of what is selected", async () => {
    await canvas.focusNode("left");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+F10");
    await expect(canvas.entry(/^Cut/)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(canvas.entry(/^Copy/)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(canvas.menu).toHaveCount(0);
    await expect(canvas.selected).toHaveAccessibleName(/^left, /);
  });

  await test.step("and of a link, a note, a group, or of the canvas when nothing is selected", async () => {
    const opens = async (entry: RegExp): Promise<void> => {
      await page.keyboard.press("Shift+F10");
      await expect(canvas.entry(entry)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(canvas.menu).toHaveCount(0);
    };
    await design.links.first().focus();
    await page.keyboard.press("Enter");
    await opens(/^Zoom to selection/);
    await expect(canvas.selectedLinks).toHaveCount(1);
    await canvas.clickNote("Read me");
    await opens(/^Duplicate/);
    await design.canvas.getByRole("group", { name: /^Group Site/ }).click({
      position: { x: 60, y: 12 },
    });
    await opens(/^Ungroup/);
    const nothing = await canvas.screenOf({ x: 560, y: 200 });
    await page.mouse.click(nothing.x, nothing.y);
    await expect(canvas.selected).toHaveCount(0);
    await opens(/^Select all/);
  });
});

test("copies within a design and between two: selected, offset, renamed, with inner links", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  await openDesk(labwright, folder);
  const selectPair = async (): Promise<void> => {
    await canvas.clickNode("left");
    await canvas.clickNode("hub", "Shift");
    await expect(canvas.selected).toHaveCount(2);
  };

  await test.step("pasted: selected, beside, names counted up, outer links told of", async () => {
    await selectPair();
    await page.keyboard.press("ControlOrMeta+c");
    await page.keyboard.press("ControlOrMeta+v");
    await expect(design.node("left-2")).toHaveAccessibleName(/, selected$/);
    await expect(design.node("hub-2")).toHaveAccessibleName(/, selected$/);
    await expect(canvas.selected).toHaveCount(2);
    expect(await canvas.placeOf("left-2")).toEqual({ x: 32, y: 32 });
    await expect(design.links).toHaveCount(4);
    await expect(canvas.notice.filter({ hasText: "2 links to nodes outside" })).toBeVisible();
  });

  await test.step("one step of undo, which selects what was selected; and again", async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(design.nodes).toHaveCount(7);
    await expect(design.node("left")).toHaveAccessibleName(/, selected$/);
    await expect(canvas.selected).toHaveCount(2);
    await page.keyboard.press("ControlOrMeta+y");
    await expect(design.node("left-2")).toHaveAccessibleName(/, selected$/);
    await page.keyboard.press("ControlOrMeta+v");
    await expect(design.node("left-3")).toBeVisible();
    expect(await canvas.placeOf("left-3")).toEqual({ x: 64, y: 64 });
  });

  await test.step("the same by mouse: menus and the buttons over the canvas", async () => {
    await page.keyboard.press("Escape");
    await canvas.rightClick(design.node("right"));
    await canvas.entry(/^Copy/).click();
    const nothing = await canvas.screenOf({ x: 560, y: 200 });
    await page.mouse.click(nothing.x, nothing.y, { button: "right" });
    await canvas.entry(/^Paste/).click();
    await expect(design.node("right-2")).toHaveAccessibleName(/, selected$/);
    await canvas.undo.click();
    await expect(design.node("right-2")).toHaveCount(0);
    await canvas.clickNode("right");
    const tool = (name: string) => page.getByRole("toolbar").getByRole("button", { name });
    await tool("Duplicate").click();
    await expect(design.node("right-2")).toBeVisible();
    await canvas.undo.click();
    await canvas.clickNode("right");
    await tool("Lock").click();
    await expect(design.node("right").getByLabel("locked")).toBeVisible();
    await canvas.undo.click();
    await canvas.clickNode("alone", "Shift");
    await tool("Group").click();
    await expect(
      design.canvas.getByRole("group", { name: "Group group-1, 2 nodes" }),
    ).toBeVisible();
    await canvas.undo.click();
  });

  await test.step("duplicated: a group with what is in it, under a name of its own", async () => {
    await design.canvas.getByRole("group", { name: /^Group Site/ }).click({
      position: { x: 60, y: 12 },
    });
    await page.keyboard.press("ControlOrMeta+d");
    await expect(design.canvas.getByRole("group", { name: "Group Site-2, 2 nodes" })).toBeVisible();
    await expect(design.node("in-4")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+z");
    await expect(design.node("in-4")).toHaveCount(0);
  });

  await test.step("between tabs: cut here, pasted there into view, with its links", async () => {
    await page.keyboard.press("Escape");
    await selectPair();
    await page.keyboard.press("ControlOrMeta+x");
    await expect(design.node("left")).toHaveCount(0);
    await page.getByRole("button", { name: "New design" }).click();
    await expect(design.nodes).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+v");
    await expect(design.node("left")).toBeInViewport({ ratio: 1 });
    await expect(design.node("hub")).toHaveAccessibleName(/, selected$/);
    await expect(design.links).toHaveCount(1);
  });

  await test.step("each tab has a history of its own", async () => {
    const tabs = page.getByRole("navigation", { name: "Open designs" });
    await tabs.getByRole("button", { name: /^desk/ }).click();
    await expect(design.node("right")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+z");
    await expect(design.node("left")).toHaveAccessibleName(/, selected$/);
  });

  await test.step("the menu of a tab, by the menu key and by mouse: the others are closed", async () => {
    const tabs = page.getByRole("navigation", { name: "Open designs" });
    await tabs.getByRole("button", { name: /^desk/ }).press("Shift+F10");
    await expect(canvas.entry(/^Close other tabs/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(canvas.menu).toHaveCount(0);
    await tabs.getByRole("button", { name: /^desk/ }).click({ button: "right" });
    await canvas.entry(/^Close other tabs/).click();
    await expect(tabs.getByRole("button", { name: /^Close / })).toHaveCount(1);
    await expect(design.node("right")).toBeVisible();
  });
});

test("one gesture is one step; locked things stay; keys do nothing while typing", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  await openDesk(labwright, folder);

  await test.step("arrows: by the grid, with Shift finely; a row of them is one step", async () => {
    await canvas.clickNode("alone");
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowDown"])
      await page.keyboard.press(key);
    await expect.poll(() => canvas.placeOf("alone")).toEqual({ x: 16, y: 409 });
    await canvas.clickNode("left");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => canvas.placeOf("left")).toEqual({ x: -8, y: 0 });
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => canvas.placeOf("left")).toEqual({ x: 0, y: 0 });
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => canvas.placeOf("alone")).toEqual({ x: 0, y: 400 });
    await expect(canvas.selected).toHaveAccessibleName(/^alone, /);
    await expect(canvas.undo).toBeDisabled();
  });

  await test.step("Esc puts back what is being dragged", async () => {
    await canvas.dragNode("alone", { x: 120, y: -60 }, () => page.keyboard.press("Escape"));
    await expect.poll(() => canvas.placeOf("alone")).toEqual({ x: 0, y: 400 });
    await expect(canvas.undo).toBeDisabled();
  });

  await test.step("locked: neither mouse nor keys nor the layout move it", async () => {
    await canvas.clickNode("alone");
    await page.keyboard.press("ControlOrMeta+l");
    await expect(design.node("alone").getByLabel("locked")).toBeVisible();
    await canvas.dragNode("alone", { x: 120, y: -60 });
    await page.keyboard.press("ArrowRight");
    await expect(canvas.undo).toHaveAccessibleName("Undo lock");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Shift+l");
    await expect(canvas.undo).toHaveAccessibleName("Undo auto layout");
    await canvas.settled();
    expect(await canvas.placeOf("alone")).toEqual({ x: 0, y: 400 });
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+0");
    await canvas.settled();
    expect(await canvas.placeOf("right")).toEqual({ x: 320, y: 0 });
    await canvas.clickNode("alone");
    await page.keyboard.press("ControlOrMeta+l");
    await expect(design.node("alone").getByLabel("locked")).toHaveCount(0);
  });

  await test.step("grouped and ungrouped by keys", async () => {
    await canvas.clickNode("left");
    await canvas.clickNode("right", "Shift");
    await page.keyboard.press("ControlOrMeta+g");
    await expect(
      design.canvas.getByRole("group", { name: "Group group-1, 2 nodes" }),
    ).toBeVisible();
    await page.keyboard.press("ControlOrMeta+Shift+g");
    await expect(design.canvas.getByRole("group", { name: /^Group group-1/ })).toHaveCount(0);
  });

  await test.step("while typing, letters, Delete and ? belong to the field", async () => {
    await canvas.clickNode("alone");
    await page.keyboard.press("F2");
    // Not waited for: whoever types on at once must not lose a letter to the canvas.
    await page.keyboard.type("n-m-t-l?");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Delete");
    await expect(design.node("n-m-t-l")).toBeVisible();
    await expect(design.nodes).toHaveCount(7);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("history goes on after saving: what was typed is one step", async () => {
    await labwright.saveTo(join(folder, "saved.labwright.json"), () =>
      page.keyboard.press("ControlOrMeta+s"),
    );
    await expect(page.getByRole("img", { name: "unsaved changes" })).toHaveCount(0);
    await expect(canvas.undo).toHaveAccessibleName("Undo rename");
    await canvas.undo.click();
    await expect(design.node("alone")).toBeVisible();
    await expect(page.getByRole("img", { name: "unsaved changes" })).toHaveCount(1);
    await design.press("ControlOrMeta+Shift+z");
    await expect(design.node("n-m-t-l")).toBeVisible();
    await expect(page.getByRole("img", { name: "unsaved changes" })).toHaveCount(0);
  });

  await test.step("found by Ctrl-F, typed in one go", async () => {
    await page.keyboard.press("ControlOrMeta+f");
    await page.keyboard.type("in-2");
    await expect(canvas.selected).toHaveAccessibleName(/^in-2, /);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("search")).toHaveCount(0);
  });

  await test.step("all keys on one sheet, by ?, and Esc closes it", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(sheet.getByRole("region", { name: "Arrange" })).toContainText("Auto layout");
    await expect(sheet.getByRole("region", { name: "Mouse" })).toContainText("Wheel");
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
  });
});

test("the mouse zooms, pans, opens; what is right-clicked has a menu", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  await openDesk(labwright, folder);

  await test.step("the wheel zooms at the pointer: what is under it stays", async () => {
    const at = { x: 424, y: 36 };
    const before = await canvas.screenOf(at);
    const { zoom } = await canvas.view();
    await canvas.wheel(at, -200);
    await expect.poll(async () => (await canvas.view()).zoom).toBeGreaterThan(zoom * 1.1);
    await canvas.settled();
    const after = await canvas.screenOf(at);
    expect(after.x).toBeCloseTo(before.x, 0);
    expect(after.y).toBeCloseTo(before.y, 0);
    // As two fingers do on a trackpad.
    const closer = (await canvas.view()).zoom;
    await canvas.wheel(at, 100, "Control");
    await expect.poll(async () => (await canvas.view()).zoom).toBeLessThan(closer);
  });

  await test.step("Space or the middle button and a drag move the view, and nothing else", async () => {
    await page.keyboard.press("ControlOrMeta+0");
    const start = await canvas.settled();
    for (const how of ["Space", "middle button"] as const)
      await canvas.pan(how, { x: 560, y: 200 }, { x: 40, y: 30 });
    const moved = await canvas.settled();
    expect(moved.zoom).toBe(start.zoom);
    expect(moved.x - start.x).toBeCloseTo(80, 1);
    expect(moved.y - start.y).toBeCloseTo(60, 1);
    await expect(canvas.selected).toHaveCount(0);
    await expect(canvas.undo).toBeDisabled();
  });

  await test.step("the same by keys: arrows, + and −, actual size, everything, the selection", async () => {
    const start = await canvas.settled();
    await page.keyboard.press("ArrowLeft");
    expect((await canvas.settled()).x - start.x).toBeCloseTo(80, 1);
    await page.keyboard.press("ControlOrMeta+=");
    await expect.poll(async () => (await canvas.view()).zoom).toBeGreaterThan(start.zoom);
    await canvas.settled();
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await expect.poll(async () => (await canvas.view()).zoom).toBeLessThan(start.zoom);
    await page.keyboard.press("ControlOrMeta+1");
    await expect.poll(async () => (await canvas.view()).zoom).toBe(1);
    await canvas.focusNode("in-2");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+2");
    await canvas.settled();
    const [node, frame] = [
      await canvas.boxOf(design.node("in-2")),
      await canvas.boxOf(design.canvas),
    ];
    expect(node.x + node.width / 2).toBeCloseTo(frame.x + frame.width / 2, -1);
    await page.keyboard.press("ControlOrMeta+0");
    await canvas.settled();
    await expect(design.node("left")).toBeInViewport({ ratio: 1 });
  });

  await test.step("and by buttons and the menu", async () => {
    const tool = (name: string) => page.getByRole("toolbar").getByRole("button", { name });
    const start = await canvas.settled();
    await tool("Zoom in").click();
    await expect.poll(async () => (await canvas.view()).zoom).toBeCloseTo(start.zoom * 1.2, 4);
    await tool("Zoom out").click();
    await expect.poll(async () => (await canvas.view()).zoom).toBeCloseTo(start.zoom, 4);
    await canvas.rightClick(design.node("in-2"));
    await canvas.entry(/^Zoom to selection/).click();
    await expect.poll(async () => (await canvas.settled()).x).not.toBe(start.x);
    await tool("Zoom to fit").click();
    await expect.poll(async () => (await canvas.settled()).x).toBeCloseTo(start.x, 4);
  });

  await test.step("in a window of another size the middle stays, also of a tab that is not shown", async () => {
    const middle = async () => {
      await canvas.settled();
      const { x, y, width, height } = await canvas.boxOf(design.canvas);
      return canvas.pointAt({ x: x + width / 2, y: y + height / 2 });
    };
    const before = await middle();
    const same = async (): Promise<void> => {
      await expect.poll(async () => Math.abs((await middle()).x - before.x)).toBeLessThan(2);
      expect(Math.abs((await middle()).y - before.y)).toBeLessThan(2);
    };
    await page.setViewportSize({ width: 1100, height: 700 });
    await same();
    await page.getByRole("button", { name: "New design" }).click();
    await expect(design.nodes).toHaveCount(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press("Alt+PageUp");
    await expect(design.node("left")).toBeVisible();
    await same();
  });

  await test.step("a double click does the main thing: rename, label, collapse, write", async () => {
    const named = design.inspector.getByRole("textbox", { name: "Name", exact: true });
    await design.node("left").dblclick({ position: { x: 16, y: 6 } });
    await expect(named).toBeFocused();
    await canvas.clickLink("left-hub", { clickCount: 2 });
    await expect(design.inspector.getByRole("textbox", { name: "Label" })).toBeFocused();
    const site = design.canvas.getByRole("group", { name: /^Group Site/ });
    await site.dblclick({ position: { x: 60, y: 12 } });
    await expect(design.node("in-1")).toHaveCount(0);
    await site.dblclick({ position: { x: 60, y: 12 } });
    await expect(design.node("in-1")).toBeVisible();
    await canvas.note("Read me").dblclick();
    await expect(page.getByRole("textbox", { name: "Text of the note" })).toBeFocused();
    await page.keyboard.press("Escape");
  });

  await test.step("a click on a badge shows that problem in the list", async () => {
    await page.keyboard.press("Escape");
    await design.tab(/^Cost/).click();
    await page.getByTestId("problem-badge-in-2").click();
    await expect(canvas.selected).toHaveAccessibleName(/^in-2, /);
    await expect(page.locator("li[aria-current=true]")).toContainText("in-2 is linked to no");
  });

  await test.step("menus: canvas, node, link, group, note", async () => {
    const open = async (entry: RegExp): Promise<void> => {
      await expect(canvas.entry(entry)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(canvas.menu).toHaveCount(0);
    };
    const nothing = await canvas.screenOf({ x: 560, y: 200 });
    await page.mouse.click(nothing.x, nothing.y, { button: "right" });
    await open(/^Select all/);
    await canvas.clickLink("right-hub", { button: "right" });
    await open(/^Delete/);
    await expect(canvas.selectedLinks).toHaveCount(1);
    await canvas.rightClick(design.canvas.getByRole("group", { name: /^Group Site/ }));
    await open(/^Ungroup/);
    await canvas.rightClick(canvas.note("Read me"));
    await open(/^Duplicate/);
    await canvas.rightClick(design.node("hub"));
    await canvas.entry(/^Delete/).click();
    await expect(design.node("hub")).toHaveCount(0);
    await expect(design.links).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(design.links).toHaveCount(3);
  });

  await test.step("menus: a row of the table and one of the outline, by mouse and by the menu key", async () => {
    const table = new TablePage(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    const cell = table.row("hub").getByRole("gridcell").first();
    await cell.click({ button: "right" });
    await expect(canvas.entry(/^Duplicate/)).toBeVisible();
    await expect(canvas.menu).toBeInViewport({ ratio: 1 });
    const clicked = await canvas.boxOf(cell);
    const shown = await canvas.boxOf(canvas.menu);
    expect(Math.abs(shown.x - (clicked.x + clicked.width / 2))).toBeLessThan(16);
    await page.keyboard.press("Escape");
    await table.grid.focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Shift+F10");
    await expect(canvas.entry(/^Cut/)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(table.grid).toBeFocused();
    await page.keyboard.press("t");
    await expect(design.node("hub")).toBeVisible();
    await design.tab(/^Outline/).click();
    const outline = page.getByRole("tabpanel", { name: /^Outline/ });
    await outline.getByRole("button", { name: "alone", exact: true }).press("Shift+F10");
    await expect(canvas.entry(/^Delete/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(canvas.menu).toHaveCount(0);
    await outline.getByRole("row", { name: /^alone / }).click({ button: "right" });
    await canvas.entry(/^Delete/).click();
    await expect(design.node("alone")).toHaveCount(0);
  });

  await test.step("by fingers: tap, drag, pinch, two that move the view, one that rests", async () => {
    const touch = await TouchPage.begin(page);
    await openDesk(labwright, folder);
    // What a mouse is shown of a component when it rests, a finger asks for.
    const about = page.getByRole("button", { name: "About Three-tier web" });
    await about.scrollIntoViewIfNeeded();
    const { x: left, y: top } = await canvas.boxOf(about);
    await touch.tap({ x: left + 8, y: top + 8 });
    const preview = page.getByRole("dialog").filter({ hasText: "Three-tier web, version" });
    await expect(preview).toContainText(/€[\d.]+ an hour/);
    await touch.tap({ x: left + 8, y: top + 8 });
    await expect(preview).toBeHidden();
    const before = await canvas.settled();
    const place = await canvas.placeOf("right");
    const { x, y } = await canvas.boxOf(design.node("right"));
    const card = { x: x + 16, y: y + 6 };
    const nothing = await canvas.screenOf({ x: 320, y: 320 });
    await touch.tap(card);
    await expect(canvas.selected).toHaveAccessibleName(/^right, /);
    await touch.tap(nothing);
    await expect(canvas.selected).toHaveCount(0);
    await touch.drag(card, { x: 64 * before.zoom, y: 32 * before.zoom });
    await expect.poll(() => canvas.placeOf("right")).toEqual({ x: place.x + 64, y: place.y + 32 });
    expect(await canvas.settled()).toEqual(before);
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => canvas.placeOf("right")).toEqual(place);
    // Two fingers zoom wherever they are, and move nothing.
    await touch.pinch(card, [40, 80]);
    expect((await canvas.settled()).zoom).toBeCloseTo(before.zoom * 2, 2);
    expect(await canvas.placeOf("right")).toEqual(place);
    await touch.pinch(card, [80, 40]);
    const again = await canvas.settled();
    expect(again.zoom).toBeCloseTo(before.zoom, 2);
    await touch.pinch(nothing, [40, 40], { x: 30, y: -20 });
    const moved = await canvas.settled();
    expect([moved.x - again.x, moved.y - again.y].map(Math.round)).toEqual([30, -20]);
    const now = await canvas.boxOf(design.node("right"));
    await touch.hold({ x: now.x + 16, y: now.y + 6 }, () => canvas.entry(/^Duplicate/).waitFor());
    await expect(canvas.entry(/^Duplicate/)).toBeVisible();
    await expect(canvas.selected).toHaveAccessibleName(/^right, /);
    await page.keyboard.press("Escape");
    await expect(canvas.menu).toHaveCount(0);
    // Out of the palette sideways; up and down it would scroll.
    const item = await canvas.boxOf(
      page.getByRole("button", { name: "Place Router", exact: true }),
    );
    const to = await canvas.screenOf({ x: 320, y: 320 });
    const by = { x: to.x - item.x - 20, y: to.y - item.y - 10 };
    await touch.drag({ x: item.x + 20, y: item.y + 10 }, by);
    await expect(canvas.selected).toHaveAccessibleName(/^router-1, /);
    // From a port to a card.
    const links = await canvas.links.count();
    const [port, hub] = [
      await canvas.boxOf(design.node("router-1").getByTitle("drag to link").first()),
      await canvas.boxOf(design.node("hub")),
    ];
    const dot = { x: port.x + port.width / 2, y: port.y + port.height / 2 };
    await touch.drag(dot, { x: hub.x + 20 - dot.x, y: hub.y + 10 - dot.y });
    await expect(canvas.links).toHaveCount(links + 1);
    // What nothing scrolls by is kept from the browser, which would leave the page.
    const isKept = page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          window.addEventListener("touchmove", (event) => resolve(event.defaultPrevented));
        }),
    );
    const panel = await canvas.boxOf(page.getByRole("region", { name: "Bottom panel" }));
    await touch.drag({ x: panel.x + 40, y: panel.y + 150 }, { x: 200, y: 0 });
    expect(await isKept).toBe(true);
  });
});

test("what is placed, pasted and changed is saved as it is seen", async ({ labwright, folder }) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  await openDesk(labwright, folder);

  await test.step("by Ctrl-K, typed in one go, things come to free places", async () => {
    for (const kind of ["router", "router", "subnet"]) {
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type(`place ${kind}`);
      await page.keyboard.press("Enter");
    }
    await page.keyboard.press("n");
    await expect(page.getByRole("textbox", { name: "Text of the note" })).toBeFocused();
    await page.keyboard.type("New");
    await page.keyboard.press("Escape");
    await expect(canvas.note("New")).toBeInViewport({ ratio: 1 });
    await expect(design.node("subnet-1")).toBeInViewport({ ratio: 1 });
    const saved = readDesign(await readFile(await labwright.saveAs(folder), "utf8"));
    if (!saved.ok) throw new Error("It cannot be read.");
    const boxes = [
      ...Object.values(saved.value.nodes).map(({ position: { x, y } }) => [x, y, 208, 72]),
      ...Object.values(saved.value.notes).map(({ position: { x, y } }) => [x, y, 208, 120]),
    ] as [number, number, number, number][];
    expect(boxes).toHaveLength(11);
    const overlaps = boxes.filter(([x, y, w, h], index) =>
      boxes.some(
        ([ox, oy, ow, oh], other) =>
          other !== index && x < ox + ow && ox < x + w && y < oy + oh && oy < y + h,
      ),
    );
    expect(overlaps).toEqual([]);
  });
});
