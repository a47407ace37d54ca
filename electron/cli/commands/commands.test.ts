import { parse } from "@optique/core/parser";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const out: string[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    out: (line) => void out.push(line),
    note: (line) => void notes.push(line),
    write: (_stream, data) => void out.push(String(data)),
    input: process.stdin,
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
    [["reserve", "a.json", "--every", "FREQ=HOURLY"]],
    [["reserve", "a.json", "--every", "FREQ=DAILY", "--zone", "Europe/Berlim"]],
    [["reserve", "a.json", "--every", "FREQ=DAILY", "--from", "09:00", "--to", "25:00"]],
    [["reserve", "a.json", "--every", "FREQ=DAILY", "--except", "tomorrow"]],
    [["quota", "set", "local", "--machines", "2.5"]],
    [["quota", "set", "local", "--priority", "none"]],
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
    const rated = JSON.parse(out.join("")) as {
      window: { start: string; end: string };
      lines: unknown[];
      totals: { gross: string };
    };
    expect(code).toBe(0);
    expect(rated.window).toEqual({
      start: "2026-11-21T00:00:00.000Z",
      end: "2026-11-24T00:00:00.000Z",
    });
    expect(rated.lines.length).toBeGreaterThan(0);
    expect(Number(rated.totals.gross)).toBeGreaterThan(0);
  });

  it("prices many times together, and says from the least to the most what is not certain", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const mornings = ["--zone", "Europe/Berlin", "--from", "07:00", "--to", "11:00"];
    const every = ["--every", "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=6", "--except", "2026-11-24"];
    const series = await run("quote", path, ...every, ...mornings, "--json");
    const { low, expected, high } = JSON.parse(series.out.join("")) as Record<
      "low" | "expected" | "high",
      { times: { key: string }[]; rated: { totals: { gross: string } } }
    >;
    const days = ["2026-11-23", "2026-11-30", "2026-12-01", "2026-12-07", "2026-12-08"];
    expect(expected.times.map(({ key }) => key)).toEqual(days);
    expect([low, high]).toEqual([expected, expected]);
    const shown = await run("quote", path, ...every, ...mornings);
    expect(shown.out.join("\n")).toContain(`${expected.rated.totals.gross} EUR`);
    const timeless = await run("quote", path, "--every", "FREQ=DAILY;COUNT=2", "--zone", "UTC");
    expect([timeless.code, timeless.notes[0]]).toEqual([
      1,
      expect.stringContaining("[option-missing]"),
    ]);
    const long = await run("quote", path, "--for", "3h", "--within", "2h");
    expect([long.code, long.notes[0]]).toEqual([
      1,
      expect.stringContaining("[option-contradicts]"),
    ]);
    const within = await run("quote", path, "--for", "2h", "--within", "12h");
    expect(within.code).toBe(0);
    expect(within.out.filter((line) => /^(least|expected|most) +1 /.test(line))).toHaveLength(3);
  });

  it("refuses times that never come, and a series without clocks", async () => {
    const path = await file("lab.json", printDesign(smallLab));
    const never = ["--every", "FREQ=DAILY;UNTIL=20200101", "--from", "09:00", "--to", "10:00"];
    const empty = await run("quote", path, ...never, "--zone", "UTC");
    expect([empty.code, empty.notes.join()]).toEqual([1, expect.stringContaining("session-empty")]);
    const { code } = await run("quote", path, "--every", "FREQ=DAILY;COUNT=2", "--zone", "UTC");
    expect(code).toBe(1);
    // Where this computer stands says nothing about whose clocks are meant.
    const asked = await run("quote", path, ...never);
    expect([asked.code, asked.notes.join()]).toEqual([1, expect.stringContaining("whose clocks")]);
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

describe("rate", () => {
  const book = `
id: lab
currency: EUR
rules:
  - { id: hours, title: Machine, kind: usage, meter: instance, pricing: { shape: unit, price: 0.25 } }
`;
  const contract = "account: acme\nstart: 2026-11-01T00:00:00Z\n";
  const used = (end: string): string =>
    `- { node: web, meter: instance, start: 2026-11-02T08:00Z, end: ${end} }\n`;

  async function files(end: string, price: string = book): Promise<string[]> {
    const [prices, terms] = [await file("book.yaml", price), await file("contract.yaml", contract)];
    const segments = await file("segments.yaml", used(end));
    return ["--book", prices, "--contract", terms, "--segments", segments];
  }

  it("prices files: lines, totals, payments, and digests that stay the same", async () => {
    const parameters = ["rate", ...(await files("2026-11-02T18:00+01:00")), "--json"];
    const first = await run(...parameters);
    expect(first.code).toBe(0);
    const rated = JSON.parse(first.out.join("\n"));
    expect(rated.lines).toMatchObject([{ quantity: "9", unitPrice: "0.25", rounded: "2.25" }]);
    expect(rated.totals).toMatchObject({ net: "2.25", gross: "2.25" });
    expect(rated.payments).toMatchObject([{ amount: "2.25", at: "2026-12-01T00:00:00.000Z" }]);
    expect(await run(...parameters)).toEqual(first);
  });

  it("tells what is paid with its taxes, on paper and as data alike", async () => {
    const taxed = `${book}settings: { taxes: { VAT: "19" } }\n`;
    const asked = await files("2026-11-02T18:00+01:00", taxed);
    const rated = JSON.parse((await run("rate", ...asked, "--json")).out.join("\n"));
    expect(rated.totals).toMatchObject({ net: "2.25", gross: "2.68" });
    expect(rated.payments).toMatchObject([{ net: "2.25", amount: "2.68" }]);
    expect((await run("rate", ...asked)).out.at(-1)).toMatch(/ 2\.68 EUR$/);
  });

  it("prints an invoice, and why it came differently than it was projected", async () => {
    const projected = await file("projected.yaml", used("2026-11-02T16:00Z"));
    const { code, out } = await run(
      "rate",
      ...(await files("2026-11-02T18:00Z")),
      "--against",
      projected,
    );
    expect(code).toBe(0);
    const page = out.join("\n");
    expect(page).toContain("Total: 2.50 EUR");
    expect(page).toMatch(/projected +2\.00 EUR\n +hours +0\.5 EUR\n +actual +2\.50 EUR/);
  });

  it("closes what goes on at --until", async () => {
    const parameters = ["rate", ...(await files("null")), "--until", "2026-11-02T12:00Z", "--json"];
    const { out } = await run(...parameters);
    expect(JSON.parse(out.join("\n")).lines[0].quantity).toBe("4");
  });

  it.each([
    [
      "a number that a float has changed",
      book.replace("0.25", "0.1234567890123456789"),
      "rules.0.pricing.price",
    ],
    ["an unknown key", `${book}discount: 5\n`, "Nothing here is called discount"],
    ["a shape that is none", book.replace("unit", "cube"), "rules.0.pricing.shape"],
    ["a meter that is none", book.replace("meter: instance", "meter: sunshine"), "sunshine"],
    ["no YAML", "id: [", "line"],
  ])("refuses a price book with %s, and says where", async (_what, price, place) => {
    const { code, notes } = await run("rate", ...(await files("2026-11-02T18:00Z", price)));
    expect(code).toBe(1);
    expect(notes.join("\n")).toContain(place);
  });

  it("refuses times without a zone", async () => {
    const { code, notes } = await run("rate", ...(await files("2026-11-02T18:00")));
    expect(code).toBe(1);
    expect(notes.join("\n")).toMatch(/segments\.yaml, (segments\.)?0\.end[\s\S]*with its zone/);
  });

  it("takes a rate card as a price book", async () => {
    const rate = { id: "hours", meter: "instance", item: "*", per: "hour", price: "0.25" };
    const card = JSON.stringify({
      format: "labwright-rate-card",
      version: 1,
      id: "old",
      revision: 1,
      name: "Old",
      currency: "EUR",
      effectiveFrom: "2026-12-01T00:00:00Z",
      rates: [rate],
    });
    const { code, out } = await run("rate", ...(await files("2026-11-02T18:00Z", card)));
    expect({ code, page: out.join("\n") }).toMatchObject({ code: 0 });
    expect(out.join("\n")).toContain("not in the total");
  });

  it.each(["design", "price-book", "contract", "segments"])(
    "prints the schema of a %s",
    async (name) => {
      const { out } = await run("schema", name);
      expect(JSON.parse(out.join("\n"))).toMatchObject({ type: "object" });
    },
  );
});
