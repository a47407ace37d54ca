import { beforeEach, describe, expect, it } from "vitest";
import { useUi } from "../store/ui.ts";
import { NODE_SIZE } from "./geometry.ts";
import { linkLabels } from "./link-labels.ts";
import { linkPoints } from "./link-path.ts";
import { portLabelsShown, togglePortLabels } from "./port-labels.ts";

function shown(links: number): boolean {
  return portLabelsShown(useUi.getState().panels, links);
}

describe("labels of ports", () => {
  beforeEach(() => {
    useUi.setState({ panels: {} });
  });

  it("are shown while there are few links, until one says otherwise", () => {
    expect([shown(0), shown(300), shown(301)]).toEqual([true, true, false]);
    togglePortLabels(12);
    expect([shown(12), shown(5000)]).toEqual([false, false]);
    togglePortLabels(5000);
    expect([shown(12), shown(5000)]).toEqual([true, true]);
  });

  it("stand each at its own end, with the number that was chosen", () => {
    const points = linkPoints({ x: 0, y: 0 }, { x: 800, y: 0 }, 0, 1);
    const link = {
      from: { node: "a", port: "nic", index: 0 },
      to: { node: "b", port: "port", index: 6 },
      vlan: 10,
    };
    const labels = linkLabels(link, points, true).toSorted((a, b) => a.x - b.x);
    expect(labels.map(({ text }) => text)).toEqual(["nic 1", "VLAN 10", "port 7"]);
    expect(linkLabels(link, points, false).map(({ text }) => text)).toEqual(["VLAN 10"]);
  });

  it("are one, in the middle, where the link is too short for several beside each other", () => {
    const link = { from: { node: "a", port: "nic" }, to: { node: "b", port: "port", index: 2 } };
    const texts = (
      right: number,
      down: number,
      more: { readonly vlan?: number } = {},
    ): string[] => {
      const to = {
        x: right > 0 ? NODE_SIZE.width + right : 0,
        y: down > 0 ? NODE_SIZE.height + down : 0,
      };
      const points = linkPoints({ x: 0, y: 0 }, to, 0, 1);
      return linkLabels({ ...link, ...more }, points, true).map(({ text }) => text);
    };
    expect(texts(60, 0)).toEqual(["nic – port 3"]);
    expect(texts(120, 0)).toEqual(["nic", "port 3"]);
    expect(texts(120, 0, { vlan: 10 })).toEqual(["nic – VLAN 10 – port 3"]);
    expect(texts(90, 0, { vlan: 10 })).toEqual(["VLAN 10"]);
    expect(texts(0, 120, { vlan: 10 })).toEqual(["nic", "VLAN 10", "port 3"]);
  });
});
