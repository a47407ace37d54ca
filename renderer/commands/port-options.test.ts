import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { portMenu } from "./port-options.ts";

const catalogue = starterCatalogue();
const lab = sketch(
  "lab",
  {
    web: { kind: "machine", interfaces: 2 },
    farm: { kind: "machine", count: 3 },
    db: { kind: "machine", interfaces: 1 },
    rack: { kind: "switch", ports: 8 },
    lan: { kind: "subnet" },
    volume: { kind: "storage" },
  },
  ["web:nic:0 rack:port:2"],
);

function numbers(node: string, other: string, port: string | null = null): readonly unknown[] {
  return portMenu(lab, catalogue, node, port, other, null)
    .options.filter(({ end }) => end.port === "port" || end.port === "nic")
    .map(({ end }) => (end.index === undefined ? "next" : end.index + 1));
}

describe("the ports offered for a link", () => {
  it("are the next free one and each that no link names", () => {
    expect(numbers("rack", "db", "port")).toEqual(["next", 1, 2, 4, 5, 6, 7, 8]);
    expect(numbers("web", "rack")).toEqual(["next", 2]);
  });

  it("leave room for a cable of each instance on the other side", () => {
    expect(numbers("rack", "farm", "port")).toEqual(["next", 4, 5, 6]);
  });

  it("are no choice where there is a single port, or where any number fits", () => {
    expect(portMenu(lab, catalogue, "db", "nic", "rack", null).options).toHaveLength(1);
    const [only, ...more] = portMenu(lab, catalogue, "lan", null, "rack", "port").options;
    expect([only?.end, more]).toEqual([{ node: "lan", port: "net" }, []]);
  });

  it("are of a medium that the other side has, and tell their speed and the node's VLANs", () => {
    const disks = portMenu(lab, catalogue, "web", null, "volume", null).options;
    expect(new Set(disks.map(({ end }) => end.port))).toEqual(new Set(["disk"]));
    const [id, link] = Object.entries(lab.links)[0]!;
    const tagged = { ...lab, links: { [id]: { ...link, vlan: 20 } } };
    const menu = portMenu(tagged, catalogue, "rack", "port", "db", null);
    expect(menu.vlans).toEqual([20]);
    expect(menu.options.every(({ speed }) => speed.endsWith("b/s"))).toBe(true);
  });

  it("are none of a node that is gone", () => {
    expect(portMenu(lab, catalogue, "gone", null, "web", null).options).toEqual([]);
  });
});
