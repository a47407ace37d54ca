import { expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import type { SourceFile } from "../../format.ts";
import { lossLine } from "../../loss.ts";
import { gns3 } from "./gns3.ts";

const router = (node_id: string, name: string, properties: object) => ({
  node_id,
  node_type: "dynamips",
  name,
  properties,
  symbol: "router",
});

const PROJECT = JSON.stringify({
  name: "lab",
  project_id: "1",
  topology: {
    nodes: [
      router("id-1", "R1", {}),
      router("id-2", "R2", { startup_config: "configs\\i2_startup-config.cfg" }),
      router("id-3", "R3", { startup_config: "configs/i3_startup-config.cfg" }),
      router("id-4", "R4", { private_config: "both.cfg" }),
      router("id-5", "R5", { private_config: "both.cfg" }),
    ],
    links: [],
    drawings: [],
  },
});

function read(more: Partial<SourceFile>) {
  const imported = gns3.read!({ name: "lab.gns3", text: PROJECT, ...more }, starterCatalogue());
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  const { design, report } = imported.value;
  const lines = report.map(lossLine).filter((line) => /config|file/.test(line));
  const files = Object.values(design.nodes).map(({ name, gns3: kept }) => [name, kept]);
  return { lines, files: Object.fromEntries(files) };
}

it("finds configurations by the device's folder or by the name it gives them, and tells of the rest", () => {
  const first = "project-files/dynamips/id-1/configs/i1_startup-config.cfg";
  const { lines, files } = read({
    beside: new Map([
      [first, "hostname R1\nend\n"],
      ["i2_startup-config.cfg", "hostname R2"],
      ["both.cfg", "whose?"],
      ["project-files/notes.txt", "to do"],
    ]),
    unread: ["project-files/qemu/disk.qcow2"],
  });
  expect(files["R1"]).toEqual({ files: { [first]: "hostname R1\nend\n" } });
  expect(files["R2"]).toEqual({ files: { "i2_startup-config.cfg": "hostname R2" } });
  expect(files["R3"]).toBeUndefined();
  expect(lines).toEqual([
    "kept: configuration i1_startup-config.cfg, 2 lines → Kept aside (at R1)",
    "kept: configuration i2_startup-config.cfg, 1 line → Kept aside (at R2)",
    "dropped: file both.cfg",
    "dropped: file project-files/notes.txt",
    "dropped: file project-files/qemu/disk.qcow2, which is no text",
    "missing: startup configuration configs/i3_startup-config.cfg (at R3)",
    "missing: 2 × private configuration both.cfg (first at R4)",
  ]);
});

it("names each file that is not there", () => {
  expect(read({}).lines).toEqual([
    "missing: startup configuration configs\\i2_startup-config.cfg (at R2)",
    "missing: startup configuration configs/i3_startup-config.cfg (at R3)",
    "missing: 2 × private configuration both.cfg (first at R4)",
  ]);
});
