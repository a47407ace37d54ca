import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { sketchComponent } from "../../shared/design/sketch-component.ts";
import type { Page } from "@playwright/test";
import { DesignPage } from "./pages/design-page.ts";
import { ExportPage } from "./pages/export-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { bitmapOf, differenceOf } from "./support/compare-pictures.ts";
import { paintedPage } from "./support/painted-page.ts";
import type { Labwright } from "./support/labwright.ts";
import { openMany } from "./support/open-design.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

/** The canvas without the tools that float over it. */
async function pictureOfCanvas(page: Page): Promise<Buffer> {
  const design = new DesignPage(page);
  const style = `[role=toolbar], :has(> [class*=minimap]) > * { visibility: hidden }`;
  return design.canvas.screenshot({ style, animations: "disabled" });
}

/** A component with two machines in a group, and a note. */
const PAIR = {
  ...sketchComponent(
    "pair",
    {
      one: { kind: "machine", at: [0, 0], group: "both" },
      two: { kind: "machine", at: [240, 0], group: "both" },
    },
    ["one:nic two:nic"],
  ),
  groups: { both: { name: "Both", color: "#9b5de5" } },
  notes: { said: { text: "In pairs", position: { x: 480, y: 0 }, width: 96, height: 72 } },
};

/** A design that has everything a drawing can show. */
async function openRich(labwright: Labwright, folder: string): Promise<void> {
  const machine = (name: string, x: number, y: number): object => ({
    kind: "machine",
    name,
    position: { x, y },
    properties: { cores: 2, memoryGiB: 4 },
  });
  const end = (node: string): object => ({ node, port: "nic" });
  const design = {
    format: "labwright-design",
    version: 1,
    name: "Rich",
    nodes: {
      a: { ...machine("web", 0, 0), count: 12, locked: true },
      b: { ...machine("a name that is far too long for a card", 0, 160), group: "g", count: 3 },
      c: { ...machine("Größe & <Länge>", 320, 0), group: "h" },
      d: { kind: "storage", name: "disks", position: { x: 320, y: 160 }, properties: {} },
      e: { kind: "from-the-future", name: "?", position: { x: 0, y: 320 }, properties: {} },
      f: { kind: "licence", name: "licence", position: { x: 320, y: 320 }, properties: {} },
      u: {
        kind: "component",
        name: "Use",
        count: 2,
        position: { x: 0, y: 440 },
        properties: { component: "pair", version: 1, parameters: {} },
      },
    },
    links: {
      l: { from: end("a"), to: end("c"), label: "uplink", vlan: 10, bandwidthMbps: 100 },
      m: { from: end("a"), to: end("c") },
      n: { from: end("b"), to: { node: "d", port: "volume" } },
    },
    groups: { g: { name: "Group", color: "#0b7285" }, h: { name: "Shut", collapsed: true } },
    notes: { t: { text: "A note\nof two lines", position: { x: 560, y: 160 }, locked: true } },
    components: { "pair-v1": PAIR },
  };
  const path = join(folder, "rich.labwright.json");
  await writeFile(path, JSON.stringify(design));
  await labwright.open(path);
  await labwright.page.getByRole("button", { name: "Expand Use" }).click();
  await expect(new DesignPage(labwright.page).node("Use")).toHaveAccessibleName(/expanded/);
  // What is selected looks so on the screen alone.
  await labwright.page.keyboard.press("Escape");
}

/** Letters are smoothed a little otherwise in a picture than on the page, in older Chromiums more than in newer. */
const MOST_DIFFERENT = 0.006;
/** Another program paints what Electron prints: it has its own way to smooth letters and edges. */
const MOST_OTHERWISE = 0.03;

for (const { scheme, example, node, tag } of [
  { scheme: "dark", example: "Small lab", node: "subnet-a", tag: [] },
  { scheme: "light", example: "rich", node: "web", tag: ["@desktop"] },
] as const)
  test(
    `the picture is what the canvas shows: ${example}, ${scheme}`,
    { tag: [...tag] },
    async ({ labwright, folder }, { project }) => {
      const { page } = labwright;
      await page.emulateMedia({ colorScheme: scheme });
      if (example === "rich") await openRich(labwright, folder);
      else await new StartPage(page).openExample(example);
      const design = new DesignPage(page);
      await expect(design.node(node)).toBeVisible();
      await expect(page.getByTestId(/^price-/).first()).toBeVisible();
      await design.press("ControlOrMeta+1");
      await page.waitForTimeout(600);
      await page.mouse.move(5, 400);
      const screen = await pictureOfCanvas(page);
      const exporting = new ExportPage(labwright);
      await exporting.show();
      await exporting.choose({ format: "PNG", what: "What is in view", size: "1 ×", dots: true });
      const file = await exporting.save(join(folder, "picture.png"));
      const difference = await differenceOf(page, screen, await readFile(file));
      expect(difference.sizes[0]).toEqual(difference.sizes[1]);
      // Letters may lie a part of a pixel elsewhere; nothing else differs.
      expect(difference.share).toBeLessThan(MOST_DIFFERENT);
      const isPrinted = project.name === "electron";
      if (example === "rich" && !isPrinted) return;

      // The other two formats show the same.
      await exporting.show();
      await exporting.choose({ format: "SVG", what: "What is in view", size: "1 ×", dots: true });
      const svg = await readFile(await exporting.save(join(folder, "picture.svg")));
      const drawn = await differenceOf(page, screen, svg, "svg+xml");
      expect(drawn.sizes[0]).toEqual(drawn.sizes[1]);
      expect(drawn.share).toBeLessThan(MOST_DIFFERENT);
      await exporting.show();
      await exporting.choose({ format: "PDF", what: "What is in view", size: "1 ×", dots: true });
      const pdf = await exporting.save(join(folder, "picture.pdf"));
      const [size = [0, 0]] = difference.sizes;
      const shown = isPrinted ? paintedPage(pdf, size) : pictureIn(await readFile(pdf));
      const written = await differenceOf(page, screen, shown, "bmp");
      expect(written.sizes[0]).toEqual(written.sizes[1]);
      expect(written.share).toBeLessThan(isPrinted ? MOST_OTHERWISE : MOST_DIFFERENT);
    },
  );

test("is as sharp at any size, and all of a design or only the selection", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  await new StartPage(page).openExample("Small lab");
  const design = new DesignPage(page);
  await expect(design.node("lab-a1")).toBeVisible();
  const exporting = new ExportPage(labwright);
  await exporting.show();
  await exporting.choose({ format: "PNG", what: "Whole design", size: "1 ×" });
  const [width, height] = await exporting.pixels();
  await exporting.choose({ size: "4 ×" });
  expect(await exporting.pixels()).toEqual([4 * width, 4 * height]);
  const file = await exporting.save(join(folder, "large.png"));
  const bytes = await readFile(file);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([4 * width, 4 * height]);

  await design.select("lab-a1");
  await exporting.show();
  const [part] = await exporting.pixels();
  expect(part).toBeLessThan(4 * width);
  await exporting.choose({ format: "SVG" });
  const svg = await readFile(await exporting.save(join(folder, "part.svg")), "utf8");
  expect(svg).toContain(">lab-a1</text>");
  expect(svg).not.toContain("lab-b1");
});

test(
  "writes a PDF whose words can be found",
  { tag: "@desktop" },
  async ({ labwright, folder }, { project }) => {
    const { page } = labwright;
    const exporting = new ExportPage(labwright);
    const chosen = { format: "PDF", what: "Whole design", size: "1 ×" } as const;
    // A large one takes long, and is cancelled while it is made.
    await openMany(labwright, folder, 1000);
    await exporting.show();
    await exporting.choose(chosen);
    await exporting.cancelAt(project.name === "electron" ? /Printing/ : /Painting/);
    await page.keyboard.press("Escape");
    const start = new StartPage(page);
    await start.open();
    await start.openExample("Small lab");
    await expect(new DesignPage(page).node("lab-a1")).toBeVisible();
    await exporting.show();
    await exporting.choose(chosen);
    const [width, height] = await exporting.pixels();
    const pdf = await readFile(await exporting.save(join(folder, "lab.pdf")));
    const text = pdf.toString("latin1");
    expect(text).toMatch(/^%PDF-1\./);
    const [, pageWidth, pageHeight] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
    expect(Math.abs(Number(pageWidth) - width * 0.75)).toBeLessThan(1.5);
    expect(Math.abs(Number(pageHeight) - height * 0.75)).toBeLessThan(1.5);
    expect(wordsIn(pdf)).toContain("lab-router");
  },
);

/** The words of a PDF, by the table that every searchable one has: glyph numbers as Unicode. */
function wordsIn(pdf: Buffer): string {
  const latin = pdf.toString("latin1");
  const streams = [...latin.matchAll(/stream\r?\n/g)].map(({ index, 0: sign }) => {
    const start = index + sign.length;
    const data = pdf.subarray(start, latin.indexOf("endstream", start));
    try {
      return inflateSync(data).toString("latin1");
    } catch {
      return data.toString("latin1");
    }
  });
  const unicode = new Map<number, number>();
  for (const stream of streams) readTable(stream, unicode);
  const shown = streams.join("\n").matchAll(/<([\da-fA-F]{4,})>/g);
  return [...shown]
    .map(([, hex = ""]) =>
      (hex.match(/.{4}/g) ?? [])
        .map((code) => String.fromCharCode(unicode.get(Number.parseInt(code, 16)) ?? 0xff_fd))
        .join(""),
    )
    .join("");
}

/** What a browser's PDF shows: one picture of the whole page. */
function pictureIn(pdf: Buffer): Buffer {
  const latin = pdf.toString("latin1");
  const [, width, height] = /\/Subtype \/Image \/Width (\d+) \/Height (\d+)/.exec(latin) ?? [];
  const start = latin.indexOf("stream\n", latin.indexOf("/Subtype /Image")) + "stream\n".length;
  return bitmapOf(inflateSync(pdf.subarray(start)), Number(width), Number(height));
}

function readTable(stream: string, unicode: Map<number, number>): void {
  if (!stream.includes("begincmap")) return;
  const hex = (text = ""): number => Number.parseInt(text, 16);
  for (const [, from, to, first] of stream.matchAll(/^<(\w{4})> <(\w{4})> <(\w{4})>$/gm))
    for (let code = hex(from); code <= hex(to); code++)
      unicode.set(code, hex(first) + code - hex(from));
  for (const [, code, letter] of stream.matchAll(/^<(\w{4})> <(\w{4})>$/gm))
    unicode.set(hex(code), hex(letter));
}
