import { CanvasPage } from "./pages/canvas-page.ts";
import { ComponentsPage } from "./pages/components-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { PointingPage } from "./pages/pointing-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test("a selection becomes a component that is placed, set, changed, updated and detached", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const components = new ComponentsPage(page);
  await new StartPage(page).openExample("Search service");
  await design.press("ControlOrMeta+0");

  // Two machines of the design, and what joins them, become one node with its links kept.
  await design.node("web").click();
  await design.node("app").click({ modifiers: ["Shift"] });
  await components.save("Portal");
  await expect(design.node("Portal")).toBeVisible();
  await expect(design.node("web")).toBeHidden();
  await expect(design.links).toHaveCount(5);

  // A second use from the library, three times, with a value of its own.
  await components.entry("Portal").focus();
  await page.keyboard.press("Enter");
  await expect(design.node("Portal-2")).toBeVisible();
  await components.inspector.getByRole("textbox", { name: "Count", exact: true }).fill("3");
  await page.keyboard.press("Tab");
  await expect(components.inspector.getByText("Version 1")).toBeVisible();
  const system = components.inspector.getByRole("combobox", { name: "web: operating system" });
  await system.click();
  await page.getByRole("option", { name: /^Debian 12/ }).click();
  await expect(system).toHaveValue("Debian 12");

  // Into it, one machine more whose count each use may set, and out again with an update of both uses.
  await design.node("Portal-2").dblclick();
  await expect(design.node("web")).toBeVisible();
  await expect(components.way.getByRole("button")).toHaveText(["Search service"]);
  await design.place("Machine", 0.5, 0.85);
  await expect(design.nodes).toHaveCount(3);
  await components.describe("machine-1: count");
  await components.saveNextVersion(2);
  await expect(components.updateDialog).toContainText("2 uses of Portal to version 2");
  // What is said meanwhile lies over none of its buttons.
  const update = components.updateDialog.getByRole("button", { name: "Update uses" });
  const said = page.getByRole("alert").filter({ hasText: "Portal has version 2 now" });
  const [below, over] = [await update.boundingBox(), await said.boundingBox()];
  expect(over).not.toBeNull();
  expect((over?.x ?? 0) + (over?.width ?? 0)).toBeLessThan(below?.x ?? 0);
  // What comes, for each of the uses, and what it costs then.
  await expect(components.updateDialog).toContainText("added");
  await expect(components.updateDialog).toContainText(/machine-1/);
  await expect(components.updateDialog.getByText(/^Price for 1 day/)).toContainText("€");
  await confirm(components.updateDialog, "Update uses");
  await design.node("Portal-2").click();
  await expect(components.inspector.getByText("Version 2")).toBeVisible();
  const count = components.inspector.getByRole("textbox", { name: "machine-1: count" });
  await expect(count).toHaveValue("1");
  await design.press("ControlOrMeta+z");
  await expect(components.inspector.getByText("Version 1, 2 is the newest")).toBeVisible();

  await components.run("Detach component");
  await expect(design.node("Portal-2")).toBeHidden();
  await expect(design.node("web")).not.toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(design.node("Portal-2")).toBeVisible();
});

test("the library has favourites, is searched, and is shared with others by the lab", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const components = new ComponentsPage(page);
  await expect(design.connection).toHaveText("Lab connected");
  await new StartPage(page).openExample("Small lab");

  // By category; before it is placed one sees what it costs and needs.
  const web = page.getByRole("region", { name: "Library: Web" });
  await web.getByRole("button", { name: "Place Three-tier web" }).hover();
  const preview = page.getByRole("dialog").filter({ hasText: "Three-tier web, version" });
  await expect(preview).toContainText(/€[\d.]+ an hour/);
  await expect(preview).toContainText(/Needs |No licence needed/);
  // It is open beside the star, not over it.
  await components.favourite("Three-tier web").click();
  const favourites = page.getByRole("region", { name: "Favourite components" });
  await expect(favourites).toContainText("Three-tier web");
  // By keyboard, too.
  await page.mouse.move(700, 400);
  await expect(preview).toBeHidden();
  await page.keyboard.press("Shift+Tab");
  await expect(preview).toContainText(/€[\d.]+ an hour/);
  await page.keyboard.press("Escape");
  await expect(preview).toBeHidden();
  await page.getByRole("textbox", { name: "Search components" }).fill("word processing");
  await expect(components.entry("Easy word processing")).toBeVisible();
  await expect(components.entry("Three-tier web")).toBeHidden();
  await expect(page.getByText(/^Nothing found/)).toHaveCount(0);
  await page.getByRole("textbox", { name: "Search components" }).fill("");

  // Nothing is selected: the whole design becomes a component.
  await expect(new PointingPage(page).selected).toHaveCount(0);
  await components.save("Shared lab", { share: true });

  // Who can place it is seen and changed: to all organisations of the lab, and back.
  await design.press("ControlOrMeta+Alt+k");
  await components.libraryDialog
    .getByRole("textbox", { name: "Search the library" })
    .fill("shared");
  await expect(components.audience("Shared lab")).toContainText("Everyone in your organisation");
  await components.libraryDialog
    .getByRole("button", { name: /^Publish to all: Shared lab/ })
    .click();
  await expect(components.audience("Shared lab")).toContainText("All organisations");
  await components.libraryDialog.getByRole("button", { name: /^Withdraw: Shared lab/ }).click();
  await expect(components.audience("Shared lab")).toContainText("Everyone in your organisation");
  expect(await findings(page, "[role=dialog]")).toEqual([]);

  // As on another machine: what was kept here is gone, and only the lab has it.
  await page.evaluate(() => void indexedDB.deleteDatabase("labwright"));
  await page.reload();
  await expect(design.connection).toHaveText("Lab connected");
  await new StartPage(page).openExample("Small lab");
  await expect(components.entry("Shared lab")).toBeVisible();
  await expect(favourites).toBeHidden();
});

test("a use is expanded in place and collapsed, by mouse and by keyboard", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const components = new ComponentsPage(page);
  await new StartPage(page).openExample("Search service");
  await design.press("ControlOrMeta+0");
  await design.node("web").click();
  await design.node("app").click({ modifiers: ["Shift"] });
  await components.save("Portal");
  await expect(design.node("Portal")).toBeVisible();

  // By mouse: its machines are seen in their places, with what they cost, and outer links end at them.
  await components.expand("Portal").click();
  await expect(design.node("web")).toContainText("for 1 day");
  await expect(design.node("app")).toBeVisible();
  await expect(design.links).toHaveCount(5);
  // What lies inside is its component's: dragging it moves the whole use.
  await new CanvasPage(design).settled();
  const before = await design.node("Portal").boundingBox();
  await design.dragBy("web", 80, 48);
  await expect.poll(async () => (await design.node("Portal").boundingBox())?.x).not.toBe(before?.x);
  await design.press("ControlOrMeta+z");
  await expect.poll(async () => (await design.node("Portal").boundingBox())?.x).toBe(before?.x);
  await expect(design.node("web")).toBeVisible();
  await components.collapse("Portal").click();
  await expect(design.node("web")).toBeHidden();

  // By keyboard, and into the component at the machine that has the focus.
  await design.node("Portal").click();
  await design.press("ControlOrMeta+e");
  await expect(design.node("web")).toBeVisible();
  expect(await findings(page, "[aria-label=Canvas]")).toEqual([]);
  await design.card("web").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Portal", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(
    components.inspector.getByRole("textbox", { name: "Name", exact: true }),
  ).toHaveValue("web");
});
