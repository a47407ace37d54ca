import { DesignPage } from "./pages/design-page.ts";
import { LinksPage } from "./pages/links-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

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
  await expect(links.picker).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(links.picker).toHaveCount(0);
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
  await design.press("Shift+P");
  await expect(links.label("port 3")).toHaveCount(0);
  await design.press("Shift+P");
  await expect(links.label("port 3")).toBeVisible();
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
