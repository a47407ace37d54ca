import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { PointingPage } from "./pages/pointing-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LayerPage } from "./pages/layer-page.ts";
import { LinksPage } from "./pages/links-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { openDesign } from "./support/open-design.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("a link takes the next free ports, or those that are picked by mouse or keyboard", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const links = new LinksPage(design);
  await new StartPage(page).newDesign();
  await design.place("Machine", 0.3, 0.3);
  await design.place("Switch", 0.3, 0.7);

  // By itself: nothing is asked, no port is named
  await design.link("machine-1", "switch-1");
  await expect(design.links).toHaveCount(1);
  await expect(links.picker).toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(design.links).toHaveCount(0);

  // With Shift, at the pointer
  await links.linkAsking("machine-1", "switch-1");
  await links.pick("Port 7");
  await expect(design.links).toHaveCount(1);
  await expect(links.portNumber("To")).toHaveValue("7");

  // One step; Esc leaves everything as it was
  await design.press("ControlOrMeta+z");
  await expect(design.links).toHaveCount(0);
  await links.linkAsking("machine-1", "switch-1");
  await links.leave();
  await expect(design.links).toHaveCount(0);

  // By keyboard alone: the first entry is the next free port
  await design.press("ControlOrMeta+a");
  await design.press("Shift+L");
  await expect(links.picker).toBeVisible();
  await links.walkTo("Port 3");
  await page.keyboard.press("Enter");
  await expect(design.links).toHaveCount(1);
  await expect(links.portNumber("To")).toHaveValue("3");

  // Named at both ends, selected or not, until one wants it otherwise
  await design.press("Escape");
  await expect(links.label("port 3")).toBeVisible();
  await expect(links.label("nic")).toBeVisible();
  await design.press("Shift+P");
  await expect(links.label("port 3")).toHaveCount(0);
  await expect(links.label("nic")).toHaveCount(0);
  await design.press("Shift+P");
  await expect(links.label("port 3")).toBeVisible();
});

test("valid targets light up, others say why; Esc gives up; parallel links fan out", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const links = new LinksPage(design);
  const two = sketch("two", {
    one: { kind: "switch", at: [0, 0] },
    other: { kind: "switch", at: [480, 0] },
    seats: { kind: "licence", at: [0, 240] },
  });
  await openDesign(labwright, folder, two);

  await test.step("what can take it is lit, what cannot is not and says why", async () => {
    await links.begin("one");
    await links.over("other");
    await expect(links.hint).toContainText("Release to link");
    await expect(design.node("other")).toHaveAttribute("data-target", "valid");
    await links.over("seats");
    await expect(links.hint).toContainText("seats has no ports to link.");
    await expect(design.node("seats")).toHaveAttribute("data-target", "invalid");
    await links.release();
    await expect(page.getByRole("alert").filter({ hasText: "Not linked" })).toBeVisible();
    await expect(design.links).toHaveCount(0);
  });

  await test.step("by keyboard too, what cannot be linked says why", async () => {
    const why = page.getByRole("alert").filter({ hasText: "seats has no ports to link." });
    await expect(why).toHaveCount(0, { timeout: 30_000 });
    await design.select("one");
    await design.node("seats").click({ modifiers: ["Shift"], position: { x: 16, y: 6 } });
    await design.press("l");
    await expect(why).toBeVisible();
    await expect(design.links).toHaveCount(0);
    await design.press("Escape");
  });

  await test.step("Esc gives up a link half drawn, wherever it is dropped then", async () => {
    await links.begin("one");
    await links.over("other");
    await page.keyboard.press("Escape");
    await expect(links.hint).toHaveCount(0);
    await links.release();
    await expect(design.links).toHaveCount(0);
  });

  await test.step("parallel links lie beside each other", async () => {
    for (const count of [1, 2]) {
      await design.link("one", "other");
      await expect(design.links).toHaveCount(count);
    }
    // Typed and entered in one go, without a look at the list.
    await design.select("one");
    await design.inspector.getByRole("combobox", { name: "Add link to" }).focus();
    await page.keyboard.type("other");
    await page.keyboard.press("Enter");
    await expect(design.links).toHaveCount(3);
    await page.keyboard.type("other");
    await page.keyboard.press("Enter");
    await expect(design.links).toHaveCount(4);
    expect(new Set(await links.ways()).size).toBe(4);
  });
});

test("seen from afar, where cards are painted and show no ports, links are drawn all the same", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new PointingPage(page);
  const layer = new LayerPage(page);
  const nodes = Object.fromEntries(
    Array.from({ length: 180 }, (_, index): [string, SketchNode] => {
      const at = [(index % 20) * 320, Math.floor(index / 20) * 240] as const;
      return [`m-${index}`, { kind: "switch", at }];
    }),
  );
  const middle = (index: number) => ({
    x: (index % 20) * 320 + 104,
    y: Math.floor(index / 20) * 240 + 36,
  });
  await openDesign(labwright, folder, sketch("many", nodes));
  await expect.poll(() => layer.painted()).toBe(180);
  const linked = async (from: string, to: string): Promise<void> => {
    const { inspector } = design;
    await expect(inspector.getByRole("heading", { name: "Link" })).toBeVisible();
    await expect(inspector.getByText(`From: ${from}`)).toBeVisible();
    await expect(inspector.getByText(`To: ${to}`)).toBeVisible();
  };

  await test.step("with Alt from anywhere on a card", async () => {
    await page.keyboard.down("Alt");
    await layer.drag(middle(84), middle(86));
    await page.keyboard.up("Alt");
    await linked("m-84", "m-86");
  });

  await test.step("from the dot that a card shows under the pointer", async () => {
    await page.keyboard.press("Escape");
    for (let step = 0; step < 3; step++) await canvas.zoomIn();
    const { x, y } = await layer.placeOf(middle(89));
    await page.mouse.move(x - 8, y);
    await page.mouse.move(x, y);
    const dot = page.getByTestId("link-dot");
    await expect(dot).toBeVisible();
    await dot.hover();
    await page.mouse.down();
    const end = await layer.placeOf(middle(91));
    await page.mouse.move(end.x, end.y, { steps: 6 });
    await expect(new LinksPage(design).hint).toContainText("Release to link");
    await page.mouse.up();
    await linked("m-89", "m-91");
    await page.keyboard.press("ControlOrMeta+z");
    await expect(design.inspector.getByRole("textbox", { name: "Design name" })).toBeVisible();
  });
});

test("favourites of the palette are on top, kinds and catalogue items alike", async ({
  labwright,
}) => {
  const { page } = labwright;
  await new StartPage(page).newDesign();
  const favourites = page.getByRole("region", { name: "Favourites", exact: true });
  await expect(favourites).toHaveCount(0);
  await page.getByRole("button", { name: "Favourite Router", exact: true }).click();
  await page.getByRole("textbox", { name: "Search components" }).fill("Debian 12");
  await page.getByRole("button", { name: "Favourite Debian 12", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(favourites.getByRole("button", { name: /^Place / })).toHaveCount(2);
  await favourites.getByRole("button", { name: "Place Router" }).focus();
  await page.keyboard.press("Enter");
  await expect(new DesignPage(page).nodes).toHaveCount(1);
  await favourites.getByRole("button", { name: "Favourite Router" }).click();
  await expect(favourites.getByRole("button", { name: /^Place / })).toHaveCount(1);
});
