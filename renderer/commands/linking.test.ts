import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import { linkVerdict, type LinkVerdict } from "./linking.ts";

const catalogue = starterCatalogue();
const lab = sketch(
  "lab",
  {
    web: { kind: "machine", interfaces: 1 },
    farm: { kind: "machine", count: 12 },
    small: { kind: "switch", ports: 8 },
    large: { kind: "switch", ports: 24 },
    lan: { kind: "subnet" },
    volume: { kind: "storage" },
    seats: { kind: "licence" },
    alien: { kind: "from-the-future" },
  },
  ["web:nic lan:net"],
);

function link(from: string, port: string | null, to: string): LinkVerdict {
  return linkVerdict(lab, catalogue, from, port, to);
}
function reason(verdict: LinkVerdict): string {
  return verdict.ok ? "" : verdict.reason;
}

describe("a link", () => {
  it("finds the port that fits on the other side", () => {
    expect(link("volume", null, "farm")).toMatchObject({
      ok: true,
      link: { to: { node: "farm", port: "disk" } },
    });
    expect(link("large", "port", "lan")).toMatchObject({
      ok: true,
      link: { from: { port: "port" }, to: { port: "net" } },
    });
  });

  it("is refused with the node that has no port left", () => {
    expect(reason(link("web", "nic", "large"))).toContain("web");
  });

  it("is refused where the media differ, where there are no ports, and to itself", () => {
    expect(reason(link("volume", null, "lan"))).toContain("no storage port");
    expect(reason(link("web", null, "seats"))).toContain("seats has no ports");
    expect(reason(link("web", null, "alien"))).toContain("alien has no ports");
    expect(reason(link("web", null, "web"))).toContain("itself");
    expect(reason(link("web", null, "gone"))).not.toBe("");
  });

  it("ends at the ports that a component exposes, until they are taken", () => {
    const rack = sketchComponent("rack", { one: { kind: "machine", interfaces: 1 } }, [], {
      ports: { net: { title: "Network", node: "one", port: "nic" } },
    });
    const drawn = carrying(sketch("d", { u: useOf("rack"), lan: { kind: "subnet" } }), rack);
    expect(linkVerdict(drawn, catalogue, "u", null, "lan")).toMatchObject({
      ok: true,
      link: { from: { node: "u", port: "net" }, to: { port: "net" } },
    });
    const link = { from: { node: "u", port: "net" }, to: { node: "lan", port: "net" } };
    const again = { ...drawn, links: { taken: link } };
    expect(reason(linkVerdict(again, catalogue, "u", null, "lan"))).toContain("taken");
  });
});
