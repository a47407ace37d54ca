import { expect, it } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch } from "../design/sketch.ts";
import { exportDesign, importFile } from "./index.ts";
import { lossLine } from "./loss.ts";

const catalogue = starterCatalogue();
const rule = { action: "allow", source: "any", destination: "web", protocol: "tcp", port: "443" };
const design = sketch(
  "Shop",
  {
    lan: { kind: "subnet", cidr: "10.1.0.0/24" },
    sw: { kind: "switch" },
    web: { kind: "machine", count: 2, operatingSystem: "debian-13", applications: ["apache"] },
    edge: { kind: "firewall", rules: [rule] },
  },
  ["sw:port lan:net", "web:nic sw:port", "edge:nic sw:port"],
  { groups: { g: { name: "Front" } } },
);

function lines(format: string): readonly string[] {
  const exported = exportDesign(design, format, catalogue);
  if (!exported.ok) throw new Error(exported.error.code);
  return exported.value.report.map(lossLine);
}

it.each(["containerlab", "cml", "rspec"])("%s installs and filters nothing, and says so", (id) => {
  const told = lines(id).filter((line) => line.startsWith("dropped: "));
  expect(told.some((line) => line.startsWith("dropped: application apache (at web"))).toBe(true);
  expect(told).toContain("dropped: firewall rules (at edge)");
});

it("OpenTofu installs and filters, and says what is only drawn", () => {
  const told = lines("opentofu");
  expect(told).toContain("approximated: Switch → the network that it joins (at sw)");
  expect(told.filter((line) => line.startsWith("dropped: "))).toEqual([
    "dropped: group (at Front)",
  ]);
});

it.each([
  ['<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x "y">]><rspec/>', /declares a document type/],
  ["<!doctype html><html></html>", /is a web page/],
])("a file that is refused for its first line is told by that: %j", (text, why) => {
  const imported = importFile({ name: "x", text }, catalogue);
  expect(imported.ok ? "" : imported.error.parameters["detail"]).toMatch(why);
});

it("a file that came along and is no part of the lab is told, not passed over", () => {
  const text = "name: lab\ntopology:\n  nodes:\n    a: { kind: linux, image: alpine }\n";
  const beside = new Map([
    ["lab.clab.yml.annotations.json", "{}"],
    ["notes.txt", "hello"],
  ]);
  const read = importFile({ name: "lab.clab.yml", text, beside, unread: ["a.png"] }, catalogue);
  if (!read.ok) throw new Error(read.error.code);
  const dropped = read.value.report.filter(({ outcome }) => outcome === "dropped");
  expect(dropped.map(lossLine)).toEqual([
    "dropped: file notes.txt, which is no part of the lab",
    "dropped: file a.png, which is no part of the lab",
  ]);
});
