import { parse } from "@optique/core/parser";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import type { Terminal } from "../terminal.ts";
import { COMMANDS } from "./index.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-cli-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a command line; what it printed and how it ended. "usage": it did not parse. */
async function run(...parameters: string[]) {
  return runWith("", ...parameters);
}

/** The same, with what comes on standard input. */
async function runWith(input: string, ...parameters: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    out: (line) => void out.push(line),
    note: (line) => void notes.push(line),
    write: (_stream, data) => void out.push(String(data)),
    input: Readable.from([Buffer.from(input)]) as unknown as Terminal["input"],
    isScreen: false,
    columns: 80,
    rows: 24,
    environment: { LABWRIGHT_DATA: folder },
    now: () => Date.parse("2026-11-21T00:00:00Z"),
  };
  const parsed = parse(COMMANDS, parameters);
  if (!parsed.success) return { code: "usage", out, notes };
  return { code: await parsed.value(terminal), out, notes };
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const smallLab = exampleDesigns().find(({ id }) => id === "small-lab")!.design;
const broken = sketch("Broken", { lan: { kind: "subnet", cidr: "10.0.0.0/33" } });

describe("usage", () => {
  it.each([
    [[]],
    [["frobnicate"]],
    [["check"]],
    [["check", "a.json", "b.json"]],
    [["quote", "a.json", "--for", "soon"]],
    [["quote", "a.json", "--start", "yesterday"]],
    [["up", "a.json", "--for", "0h"]],
    [["exec", "env"]],
    [["down"]],
    [["pool", "add"]],
    [["pool", "add", "--name", "x", "--simulated", "0"]],
    [["status", "--frob"]],
    [["rules", "no-such-rule"]],
    [["complete", "--service", "beer"]],
    [["complete", "--service", "e-mail", "--users", "0"]],
    [["complete", "a.json", "--prefer", "luck"]],
  ])("%j is wrong", async (parameters) => {
    expect((await run(...parameters)).code).toBe("usage");
  });
});

describe("check", () => {
  it("ends with 0 for a design without errors", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const { code, out } = await run("check", path);
    expect(code).toBe(0);
    expect(out.at(-1)).toBe("Small lab: 0 errors, 0 warnings");
  });

  it("ends with 1 for a design with errors and names them", async () => {
    const path = await file("broken.json", printDesign(broken));
    const { code, out } = await run("check", path, "--json");
    const answer = JSON.parse(out.join("")) as { errors: number; problems: { code: string }[] };
    expect(code).toBe(1);
    expect(answer.errors).toBeGreaterThan(0);
    expect(answer.problems.map((problem) => problem.code)).toContain("cidr-invalid");
  });

  it.each([
    ["there is no such file", null, "file-not-found"],
    ["it is cut off", '{"format": "labwright-design", "ver', "file-not-json"],
    ["it is a spreadsheet by another name", "name;count\nweb;3\n", "file-not-json"],
    ["it is somebody else's JSON", '{"format": "other", "version": 1}', "file-not-design"],
    ["it is from the future", '{"format": "labwright-design", "version": 99}', "file-from-future"],
    ["it is far too large", " ".repeat(50 * 1024 * 1024), "file-too-large"],
    ["it is no text", "\u0000\u0001", "file-not-json"],
  ])("says so when %s", async (_, text, code) => {
    const path = text === null ? join(folder, "none.json") : await file("bad.json", text);
    const asked = await run("check", path, "--json");
    expect(asked.code).toBe(1);
    const { error } = JSON.parse(asked.out.join("")) as { error: { code: string; where: string } };
    expect(error.code).toBe(code);
    expect(error.where).toContain(path);
  });
});

describe("quote", () => {
  it("prices for the asked length, line by line", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const { code, out } = await run("quote", path, "--for", "3d", "--json");
    const bill = JSON.parse(out.join("")) as {
      window: { start: string; end: string };
      charges: unknown[];
      total: string;
    };
    expect(code).toBe(0);
    expect(bill.window).toEqual({
      start: "2026-11-21T00:00:00.000Z",
      end: "2026-11-24T00:00:00.000Z",
    });
    expect(bill.charges.length).toBeGreaterThan(0);
    expect(Number(bill.total)).toBeGreaterThan(0);
  });

  it("refuses a window that is over", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const { code, notes } = await run("quote", path, "--start", "2020-01-01", "--for", "1h");
    expect(code).toBe(1);
    expect(notes.join()).toContain("[window-invalid]");
  });
});

const CLAB = `# two machines
name: pair
topology:
  nodes:
    a: {kind: linux, image: "debian:13", x-own: 1}
    b: {kind: linux, image: "debian:13"}
  links:
    - endpoints: ["a:eth1", "b:eth1"]
`;

describe("import and export", () => {
  it("make a design of a foreign lab, say what became of it, and give the lab back", async () => {
    const source = await file("pair.clab.yml", CLAB);
    const [design, again] = [join(folder, "pair.labwright.json"), join(folder, "again.clab.yml")];
    const first = await run("import", source, "--output", design);
    expect(first.code).toBe(0);
    expect(first.out[0]).toBe("pair: 2 nodes, 1 links, from containerlab");
    expect(first.out.join("\n")).toContain("kept: setting x-own");
    expect((await run("check", design)).code).toBe(0);

    const back = await run("export", design, "--to", "containerlab", "--output", again);
    expect(back.out).toEqual([`Written to ${again}`, `Written to ${again}.annotations.json`]);
    expect(await readFile(again, "utf8")).toBe(CLAB);
    // The annotations beside give the places back.
    const twice = await run("import", again, "--json");
    const { report } = JSON.parse(twice.out.join("")) as { report: { outcome: string }[] };
    expect(report.map(({ outcome }) => outcome)).not.toContain("missing");
  });

  it("print a design for another program, and what is lost by it, apart from each other", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const { code, out, notes } = await run("export", path, "--to", "csv");
    expect(code).toBe(0);
    expect(out.join("")).toMatch(/^record,id,name,kind,/);
    expect(notes.join("\n")).toContain("mapped");
  });

  it("say the report and the items of a catalogue as JSON", async () => {
    const text =
      "manufacturer: Example\nmodel: EX-1\nslug: ex-1\ninterfaces:\n  - {name: a, type: 1000base-t}\n";
    const items = join(folder, "items.json");
    const path = await file("ex.yaml", text);
    const { code, out } = await run("import", path, "--json", "--catalogue", items);
    expect(code).toBe(0);
    expect(JSON.parse(out.join(""))).toMatchObject({ format: "netbox", nodes: 1, links: 0 });
    const written = JSON.parse(await readFile(items, "utf8")) as { machineTypes: unknown[] };
    expect(written.machineTypes).toMatchObject([{ id: "example-ex-1", interfaces: 1 }]);
  });

  it.each([
    ["somebody's YAML", "- devices: [a]\n", "format-unknown"],
    ["a bomb", `${CLAB}x: &x [*x]`, "yaml-refused"],
    ["no text at all", "\u0000\u0001", "format-unknown"],
  ])("refuse %s with a reason", async (_, text, code) => {
    const asked = await run("import", await file("bad.yml", text), "--json");
    expect(asked.code).toBe(1);
    const { error } = JSON.parse(asked.out.join("")) as { error: { code: string; where: string } };
    expect(error.code).toBe(code);
    expect(error.where).toContain("bad.yml");
  });

  it("refuse a format that is not written", async () => {
    expect((await run("export", "a.json", "--to", "netbox")).code).toBe("usage");
    expect((await run("import")).code).toBe("usage");
  });
});

describe("without a daemon", () => {
  it.each([
    [["status"]],
    [["pool"]],
    [["down", "office"]],
    [["exec", "office", "web", "--", "ls", "-l"]],
    [["status", "--daemon", "http://127.0.0.1:9"]],
  ])("%j ends with 3 and says how to start one", async (parameters) => {
    const { code, notes } = await run(...parameters);
    expect(code).toBe(3);
    expect(notes.join()).toContain("labwright daemon");
  });
});

describe("schema", () => {
  it("prints JSON Schema that names the format", async () => {
    const { code, out } = await run("schema");
    expect(code).toBe(0);
    expect(JSON.parse(out.join(""))).toMatchObject({ title: "Labwright design", type: "object" });
  });
});

describe("rules", () => {
  it("prints one rule, and all of them as JSON", async () => {
    const one = await run("rules", "memory-short");
    expect(one.code).toBe(0);
    expect(one.out[0]).toMatch(/^## Not enough memory\n\n`memory-short` · error · design/);
    const all = await run("rules", "--json");
    expect(JSON.parse(all.out.join("\n")).rules.length).toBeGreaterThan(70);
  });
});

describe("complete", () => {
  it("makes a whole design of a service, explains it and writes it", async () => {
    const path = join(folder, "mail.labwright.json");
    const service = ["--service", "e-mail", "--users", "200"];
    const { code, out } = await run("complete", ...service, "--output", path);
    expect(code).toBe(0);
    expect(out.join("\n")).toMatch(
      /Operating system of mail: Debian 13\n {2}.*Postfix and Dovecot/,
    );
    expect(out.at(-1)).toBe(`Written to ${path}.`);
    expect((await run("check", path)).code).toBe(0);
    expect((await run("complete", path)).out.at(-1)).toMatch(/: nothing is missing\.$/);
  });

  it("completes a file, for scripts and with alternatives", async () => {
    const start = sketch("Web", { web: { kind: "machine", applications: ["apache"] } });
    const path = await file("web.json", printDesign(start));
    const { code, out } = await run("complete", path, "--json", "--alternatives");
    const answer: unknown = JSON.parse(out.join("\n"));
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      design: { nodes: { web: { properties: { operatingSystem: "debian-13" } } } },
      choices: expect.arrayContaining([
        expect.objectContaining({
          choice: expect.objectContaining({ key: "web/operatingSystem" }),
          alternatives: expect.arrayContaining([
            { value: "debian-12", name: "Debian 12", month: "0", once: "0" },
          ]),
        }),
      ]),
    });
  });

  it("says what contradicts what, and needs something to complete", async () => {
    const wrong = sketch("Wrong", {
      web: { kind: "machine", operatingSystem: "windows-11", applications: ["iis", "openjdk"] },
    });
    const path = await file("wrong.json", printDesign(wrong));
    const { code, out } = await run("complete", path);
    expect(code).toBe(1);
    expect(out).toEqual([
      "These cannot be true together; change one of them:",
      expect.stringMatching(/“web” runs Windows 11/),
      expect.stringMatching(/“web” has Internet Information Services: for Windows Server 2022/),
    ]);
    expect((await run("complete")).notes.join()).toContain("nothing-to-complete");
  });
});

describe("files that are written", () => {
  const lab = "name: x\ntopology:\n  nodes:\n    a: {kind: linux}\n";

  it("replace none that is there, unless it is said", async () => {
    const source = await file("x.clab.yml", lab);
    const there = await file("x.labwright.json", "mine");
    const refused = await run("import", source, "--output", there);
    expect(refused.code).toBe(1);
    expect(refused.notes.join("\n")).toContain("is there already");
    expect(await readFile(there, "utf8")).toBe("mine");
    expect((await run("import", source, "--output", there, "--force")).code).toBe(0);

    // Not even those beside: all of them, or none.
    const beside = await file("y.clab.yml.annotations.json", "mine");
    const output = join(folder, "y.clab.yml");
    const exporting = ["export", there, "--to", "containerlab", "--output", output];
    expect((await run(...exporting)).code).toBe(1);
    await expect(readFile(output)).rejects.toThrow("ENOENT");
    expect((await run(...exporting, "--force")).code).toBe(0);
    expect(await readFile(beside, "utf8")).not.toBe("mine");

    const completing = ["complete", there, "--output", there];
    expect((await run(...completing)).code).toBe(1);
    expect((await run(...completing, "--force")).code).toBe(0);
  });

  it("may be standard input and output", async () => {
    const imported = await runWith(lab, "import", "-", "--output", "-");
    expect(imported.code).toBe(0);
    expect(imported.notes.join("\n")).toContain("1 nodes");
    const design = imported.out.join("");
    const exported = await runWith(design, "export", "-", "--to", "containerlab", "--output", "-");
    expect(exported.out.join("")).toBe(lab);
    expect((await runWith(design, "export", "-", "--to", "csv")).code).toBe(0);
    const whole = await runWith(design, "complete", "-", "--output", "-");
    expect(JSON.parse(whole.out.join(""))).toMatchObject({ format: "labwright-design" });
    expect((await runWith("nonsense", "import", "-")).notes.join("\n")).toContain("standard input");
  });
});
