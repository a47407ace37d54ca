import { readFile } from "node:fs/promises";
import { DesignPage } from "./pages/design-page.ts";
import { ImportPage } from "./pages/import-page.ts";
import { inClone } from "./support/paths.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const fixture = (name: string): string => inClone(`test/fixtures/import/${name}`);

test("a GNS3 project comes in, a containerlab topology beside it, and RSpec goes out", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const labs = new ImportPage(page);

  await test.step("the report says what becomes of it before anything is opened", async () => {
    await labs.choose(fixture("office.gns3"));
    await expect(labs.importDialog).toContainText("Branch office from office.gns3: 6 nodes");
    await expect(labs.line(/image c3725/)).toContainText("Router, Debian 13 in its place");
    await expect(labs.line("link filter delay")).toBeVisible();
    await labs.show("Missing");
    await expect(labs.line("link filter delay")).toBeHidden();
    await expect(labs.line(/image c3725/)).toBeVisible();
    await labs.importDialog.getByRole("textbox", { name: "Filter the report" }).fill("nothing");
    await expect(labs.line(/image c3725/)).toBeHidden();
  });

  await test.step("open as new design: no problem, and everything drawn", async () => {
    await labs.openAsNew();
    await expect(labs.openDesign("Branch office")).toBeVisible();
    for (const name of ["PC1", "PC2", "Switch1", "Switch1 LAN", "R1", "NAT1"])
      await expect(design.node(name)).toBeVisible();
    await expect(page.getByRole("note", { name: "Uplink of the provider" })).toBeVisible();
    await expect(page.getByText("Ground floor")).toBeVisible();
    await expect(design.problems).toHaveCount(0);
  });

  await test.step("insert: beside what is there, selected, one step of undo", async () => {
    await labs.choose(fixture("pair.clab.yml"), fixture("pair.clab.yml.annotations.json"));
    await expect(labs.importDialog).toContainText("pair from pair.clab.yml");
    await expect(labs.line(/macvlan/)).toBeVisible();
    await labs.insert();
    await expect(design.node("core")).toBeVisible();
    await expect(page.getByRole("note", { name: "One router" })).toBeVisible();
    const before = await design.node("PC1").boundingBox();
    const after = await design.node("left").boundingBox();
    expect(after?.x).toBeGreaterThan(before?.x ?? Infinity);
    await design.press("ControlOrMeta+z");
    await expect(design.node("core")).toHaveCount(0);
    await expect(design.node("PC1")).toHaveCount(1);
    await design.press("ControlOrMeta+y");
    await expect(design.node("right")).toHaveCount(1);
    await design.press("ControlOrMeta+z");
    await expect(design.node("right")).toHaveCount(0);
  });

  await test.step("export says what will be lost, then writes", async () => {
    await labs.openExport();
    await labs.chooseFormat("GENI RSpec");
    await expect(labs.line("Internet")).toBeVisible();
    await expect(labs.line("group")).toBeVisible();
    const download = await labs.export();
    expect(download.suggestedFilename()).toBe("branch-office.rspec");
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain('<node client_id="PC1"');
    expect(text).toContain("<interface_ref");
    await expect(labs.exportDialog).toBeHidden();
  });
});

test("files are told by what is in them, wherever they come from", async ({ labwright }) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const labs = new ImportPage(page);
  const text = async (name: string) => ({
    name: name.replace("office.gns3", "renamed.txt"),
    text: await readFile(fixture(name), "utf8"),
  });

  await test.step("dropped together: each lab with what lies beside it", async () => {
    await labs.drop([
      await text("pair.clab.yml.annotations.json"),
      await text("office.gns3"),
      await text("pair.clab.yml"),
    ]);
    await expect(labs.importDialog).toContainText("Branch office from renamed.txt");
    await labs.openAsNew();
    await expect(labs.importDialog).toContainText("pair from pair.clab.yml");
    await labs.openAsNew();
    await expect(labs.importDialog).toBeHidden();
    await expect(labs.openDesign("Branch office")).toBeVisible();
    await expect(page.getByRole("note", { name: "One router" })).toBeVisible();
  });

  await test.step("opened by the usual way, too", async () => {
    await labwright.open(fixture("office.gns3"));
    await expect(labs.importDialog).toBeVisible();
    await design.press("Escape");
    await expect(labs.importDialog).toBeHidden();
  });

  await test.step("what is no lab is refused with its reason", async () => {
    await labs.choose(inClone("package.json"));
    await expect(page.getByRole("alert").filter({ hasText: "package.json" })).toContainText(
      "no format that Labwright reads",
    );
    await expect(labs.importDialog).toBeHidden();
  });
});

test("axe finds nothing in the import and export dialogs, light or dark", async ({ labwright }) => {
  const { page } = labwright;
  const labs = new ImportPage(page);
  await labs.choose(fixture("office.gns3"));
  await expect(labs.report).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await labs.openAsNew();
  await labs.openExport();
  await expect(labs.report).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
});
