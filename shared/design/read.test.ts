import { describe, expect, test } from "vitest";
import { faultText, type Fault } from "../base/fault.ts";
import { printDesign } from "./print.ts";
import { readDesign, refuseSize } from "./read.ts";
import { sketch } from "./sketch.ts";

const design = sketch(
  "Shop",
  {
    web: { kind: "machine", count: 12, operatingSystem: "debian-13" },
    lan: { kind: "subnet", cidr: "10.0.0.0/24" },
  },
  ["web:nic lan:net"],
);
const text = printDesign(design);

function refused(source: string): Fault {
  const result = readDesign(source);
  if (result.ok) throw new Error("It was read");
  return result.error;
}
const why = (source: string): string => faultText(refused(source)).why ?? "";

describe("reading a design", () => {
  test("gives back what was printed", () => {
    expect(readDesign(text)).toEqual({ ok: true, value: design });
  });

  test("does not mind a byte order mark or another layout", () => {
    expect(readDesign(`\uFEFF${text}`).ok).toBe(true);
    expect(readDesign(JSON.stringify(design))).toEqual({ ok: true, value: design });
  });

  test("fills in what an older or handwritten file leaves out", () => {
    const result = readDesign('{"format":"labwright-design","version":1,"name":"n"}');
    expect(result.ok && result.value).toEqual(sketch("n", {}));
  });

  test.each([
    ["an unknown kind", text.replace('"machine"', '"quantum-annealer"')],
    ["a link to nowhere", text.replace('"node": "web"', '"node": "gone"')],
    ["a wrong CIDR", text.replace("10.0.0.0/24", "10.0.0.0/33")],
    ["a negative count", text.replace('"count": 12', '"count": -3')],
  ])("keeps %s", (_, source) => {
    const result = readDesign(source);
    expect(source).not.toBe(text);
    expect(result.ok && printDesign(result.value)).toBe(source);
  });
});

describe("a file that cannot be read", () => {
  test.each([
    ["nothing", "", "It is empty."],
    ["only space", " \n ", "It is empty."],
    ["a table", "name,count\nweb,12\n", "It looks like a table (CSV)."],
    ["XML", '<?xml version="1.0"?><design/>', "It looks like XML or HTML."],
    ["a binary file", "PK\u0003\u0004\0\0", "It is a binary file."],
    ["plain text", "Dear colleague", "It starts like plain text."],
    ["a number too large", text.replace("12", "1e999"), "It has a number too large."],
  ])("%s is not JSON", (_, source, detail) => {
    expect(refused(source)).toEqual({ code: "file-not-json", parameters: { detail } });
  });

  test("a truncated file says where it ends", () => {
    const lines = text.split("\n");
    const cut = `${lines.slice(0, 9).join("\n")}\n${lines[9]?.slice(0, 14)}`;
    expect(why(cut)).toMatch(/^It ends too early, at line 10, column \d+; the rest was cut off\.$/);
  });

  test("a damaged file says where", () => {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes('"count": 12'));
    const damaged = text.replace('"count": 12', '"count": #2');
    expect(why(damaged)).toBe(
      `It is damaged at line ${at + 1}, column ${(lines[at]?.indexOf("12") ?? 0) + 1}.`,
    );
  });

  test("nesting without end is refused, not followed", () => {
    expect(why(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toContain("64 levels");
  });

  test.each([
    ["[]", "It holds no object."],
    ["null", "It holds no object."],
    ["{}", "It has no format name."],
    ['{"format":"labwright-catalogue","version":1}', 'Its format is "labwright-catalogue".'],
    ['{"format":"labwright-design"}', "Its version is undefined."],
    ['{"format":"labwright-design","version":"1"}', 'Its version is "1".'],
    ['{"format":"labwright-design","version":0}', "Its version is 0."],
  ])("%s is no design", (source, detail) => {
    expect(refused(source)).toEqual({ code: "file-not-design", parameters: { detail } });
  });

  test("a future version names both versions", () => {
    expect(refused(text.replace('"version": 1', '"version": 9'))).toEqual({
      code: "file-from-future",
      parameters: { version: 9, supported: 1 },
    });
  });

  test("a wrong type names its place", () => {
    const found = refused(text.replace('"count": 12', '"count": "12"'));
    expect(found.code).toBe("design-invalid");
    expect(found.where).toBe("nodes.web.count");
    expect(found.parameters["detail"]).toContain("expected number, received string");
  });

  test("many wrong values are counted", () => {
    const nodes = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`n${index}`, 0]));
    expect(why(JSON.stringify({ ...design, nodes }))).toContain("And 6 more.");
  });

  test("50 MB are refused unread", () => {
    expect(refused("x".repeat(50_000_000)).code).toBe("file-too-large");
    expect(refuseSize(50_000_000)?.parameters).toEqual({ size: "47.7", limit: 20 });
    expect(refuseSize(20 * 1024 * 1024)).toBeNull();
  });

  test("__proto__ changes no prototype", () => {
    const evil = text.replace('"web": {', '"web": { "__proto__": { "polluted": true },');
    const result = readDesign(evil);
    expect(evil).not.toBe(text);
    expect(result.ok && printDesign(result.value)).toBe(text);
    expect(Object.getPrototypeOf(result.ok && result.value.nodes["web"])).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
