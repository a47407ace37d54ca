import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { stillView } from "./pages/still-view.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

async function boxOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("It is not shown.");
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

/** Drags from a node's upper edge, away from its ports; `before` runs while the button is still held. */
async function drag(
  page: Page,
  node: Locator,
  by: { x: number; y: number },
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { x, y } = await boxOf(node);
  await page.mouse.move(x + 16, y + 6);
  await page.mouse.down();
  await page.mouse.move(x + 16 + by.x / 2, y + 6 + by.y / 2, { steps: 5 });
  await page.mouse.move(x + 16 + by.x, y + 6 + by.y, { steps: 5 });
  await before();
  await page.mouse.up();
}

test("moves, groups, arranges and takes back, one gesture a step", async ({ labwright }) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  await new StartPage(page).openExample("Small lab");
  const machine = design.node("lab-a1");
  await expect(machine).toBeVisible();
  const before = await boxOf(machine);

  // A drag is one step; Esc during it puts everything back
  await drag(page, machine, { x: 40, y: 120 });
  await expect.poll(async () => (await boxOf(machine)).y - before.y).toBeGreaterThan(60);
  await design.press("ControlOrMeta+z");
  await expect.poll(() => boxOf(machine)).toEqual(before);
  await drag(page, machine, { x: 40, y: 120 }, () => page.keyboard.press("Escape"));
  await expect.poll(() => boxOf(machine)).toEqual(before);
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();

  // Dragged out of its group's frame it leaves the group
  const group = design.canvas.getByRole("group", { name: /^Group Network A, 3 nodes/ });
  await expect(group).toBeVisible();
  await drag(page, machine, { x: 0, y: 420 });
  await expect(group).toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(group).toBeVisible();

  // Select all, delete, and undo brings every link back
  const links = await design.links.count();
  await design.press("ControlOrMeta+a");
  await design.press("Delete");
  await expect(design.links).toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(design.links).toHaveCount(links);

  // Auto layout is undoable like anything else
  await design.press("Escape");
  await design.press("ControlOrMeta+Shift+l");
  await page.getByRole("button", { name: "Undo auto layout" }).click();
  await design.press("ControlOrMeta+0");

  // Collapsed, a group is one node
  await stillView(page);
  await design.canvas.getByRole("button", { name: "Collapse Network A" }).click();
  await expect(machine).toHaveCount(0);
  await design.canvas.getByRole("button", { name: "Expand Network A" }).click();
  await expect(machine).toBeVisible();
});

test("is usable by keyboard alone, and keys do nothing while typing", async ({ labwright }) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  await new StartPage(page).newDesign();
  for (const kind of ["Machine", "Subnet"]) {
    await page.getByRole("button", { name: `Place ${kind}` }).focus();
    await page.keyboard.press("Enter");
  }
  await expect(design.nodes).toHaveCount(2);
  await design.choose("Add link to", "machine-1");
  await expect(design.links).toHaveCount(1);

  // Letters, Backspace and ? belong to the field
  const name = design.inspector.getByRole("textbox", { name: "Name", exact: true });
  await name.focus();
  await name.press("End");
  await page.keyboard.type("nL?");
  await page.keyboard.press("Backspace");
  await expect(design.nodes).toHaveCount(2);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(design.node("subnet-1nL")).toBeVisible();

  // What was typed in one go is taken back in one go
  await page.getByRole("button", { name: "Undo rename" }).click();
  await expect(design.node("subnet-1")).toBeVisible();

  // Any command by its words
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("textbox", { name: "Search commands" }).fill("place router");
  await page.keyboard.press("Enter");
  await expect(design.nodes).toHaveCount(3);
});

test("tells what is wrong with a file and loses nothing", async ({ labwright, folder }) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  await new StartPage(page).newDesign();
  await design.place("Machine", 0.3, 0.3);
  const write = async (name: string, content: unknown): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const design1 = { format: "labwright-design", version: 1, name: "strange" };

  await labwright.open(await write("table.json", "name;count\nweb;3"));
  await expect(page.getByRole("alert").filter({ hasText: "not valid JSON" })).toBeVisible();
  await labwright.open(await write("future.json", { ...design1, version: 99 }));
  await expect(page.getByRole("alert").filter({ hasText: "version 99" })).toBeVisible();
  await expect(design.node("machine-1")).toBeVisible();

  // What can be shown is shown, with everything wrong about it in the list
  const strange = {
    ...design1,
    nodes: {
      q: { kind: "quantum", name: "qubits", position: { x: 0, y: 0 } },
      s: {
        kind: "subnet",
        name: "lan",
        count: -3,
        position: { x: 300, y: 0 },
        properties: { cidr: "10.0.0.0/33" },
      },
    },
    links: { l: { from: { node: "s", port: "net" }, to: { node: "gone", port: "nic" } } },
  };
  await labwright.open(await write("strange.json", strange));
  await expect(design.node("qubits")).toContainText("Unknown kind");
  for (const code of ["kind-unknown", "count-invalid", "cidr-invalid", "link-dangling"])
    await expect(page.locator(`[data-code="${code}"]`)).not.toHaveCount(0);
});
