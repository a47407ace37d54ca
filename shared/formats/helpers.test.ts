import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { hostName } from "../design/host-name.ts";
import { deviceOf, kindOfWords } from "./devices.ts";
import { lossLine, lossLog } from "./loss.ts";
import { idMaker, nameMaker } from "./names.ts";
import { placeNodes } from "./positions.ts";
import { readYaml } from "./yaml.ts";

const catalogue = starterCatalogue();

describe("devices", () => {
  it.each([
    ["router", ["nokia_srlinux", "arista_ceos", "cisco_xrd", "juniper_crpd", "iosv", "csr1000v"]],
    ["router", ["vyosnetworks_vyos", "frrouting/frr:10", "cisco_iol", "mikrotik_ros", "c7200"]],
    ["switch", ["bridge", "ovs-bridge", "unmanaged_switch", "iosvl2", "ioll2-xe", "cat9000v-q200"]],
    ["switch", ["Ethernet switch", "juniper_vjunosswitch", "Open vSwitch"]],
    ["firewall", ["asav", "cisco_ftdv", "paloalto_panos", "fortinet_fortigate", "juniper_vsrx"]],
    ["load-balancer", ["f5_bigip-ve", "haproxy:latest"]],
    ["internet", ["external_connector", "NAT", "cloud"]],
    ["machine", ["linux", "alpine", "ghcr.io/srl-labs/network-multitool", "desktop", "server"]],
  ])("%s is what %j are", (kind, words) => {
    expect(words.map((word) => kindOfWords([word]))).toEqual(words.map(() => kind));
  });

  it.each([
    ["debian:12", "debian-12", true],
    ["docker.io/library/debian", "debian-13", true],
    ["ubuntu-24-04-20250503", "ubuntu-24.04", false],
    ["urn:publicid:IDN+emulab.net+image+emulab-ops//UBUNTU24-64-STD", "ubuntu-24.04", false],
    ["rockylinux:10", "rocky-10", true],
    ["Windows Server 2025", "windows-server-2025", false],
    ["ubuntu:22.04", "ubuntu-26.04", false],
    ["vendor/secret-os:1", "debian-13", false],
  ])("%s runs %s", (image, system, exact) => {
    const device = deviceOf({ words: ["vm", image], image }, catalogue);
    expect(device.properties["operatingSystem"]).toBe(system);
    if (exact) expect(device.missingImage).toBeUndefined();
  });

  it("get a machine type that their system and size fit", () => {
    const { properties } = deviceOf({ words: ["debian:13"], cores: 4, memoryMiB: 6000 }, catalogue);
    const type = catalogue.find("machineTypes", properties["machineType"] as string)!;
    expect(type.cores).toBeGreaterThanOrEqual(4);
    expect(type.memoryMiB).toBeGreaterThanOrEqual(6000);
    expect(properties).toMatchObject({ cores: 4, memoryMiB: 6000 });
  });
});

describe("names", () => {
  it("are one host name each, however long or strange", () => {
    const nameOf = nameMaker();
    const wishes = [
      "web",
      "Web",
      "web!",
      "web-2",
      "???",
      "???",
      "",
      "x".repeat(90),
      "x".repeat(99),
    ];
    const names = wishes.map((wish) => nameOf(wish, "node"));
    const hosts = names.map((name) => hostName(name)).filter((host) => host !== "");
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(hosts).size).toBe(hosts.length);
    expect(names[0]).toBe("web");
  });

  it("give ids that can be read", () => {
    const idOf = idMaker();
    expect(["Web 1", "web-1", "äöü", "", "A".repeat(80)].map((it) => idOf(it, "node"))).toEqual([
      "web-1",
      "web-1-2",
      "aou",
      "node",
      "a".repeat(48),
    ]);
    expect(idMaker(true)("R1", "node")).toBe("R1");
  });
});

describe("places", () => {
  it("stay where cards have room, and are stretched evenly where they have not", () => {
    const roomy = [
      { x: 0, y: 0 },
      { x: 300, y: 0 },
      { x: 0, y: 140 },
    ];
    expect(placeNodes(roomy, []).positions).toEqual(roomy);
    const { positions, scale, move } = placeNodes(
      roomy.map(({ x, y }) => ({ x: x / 5, y: y / 5 })),
      [],
    );
    expect(scale.x).toBeGreaterThan(1);
    expect(move({ x: 60, y: 0 })).toEqual(positions[1]);
  });

  it("are found beside what a node is linked to, and for a drawing that has none", () => {
    const beside = placeNodes([{ x: 0, y: 0 }, undefined], [[0, 1]]).positions;
    expect(Math.abs(beside[1]!.x)).toBeLessThan(600);
    const star = placeNodes(
      [undefined, undefined, undefined],
      [
        [1, 0],
        [1, 2],
      ],
    ).positions;
    expect(star[1]!.y).toBeLessThan(star[0]!.y);
    expect(star[0]!.y).toBe(star[2]!.y);
    expect(star[0]!.x).not.toBe(star[2]!.x);
  });
});

describe("losses", () => {
  it("count what is equal, in the order of outcomes", () => {
    const log = lossLog();
    log.add("missing", "image x", "", "a");
    log.add("mapped", "kind x", "Router", "a");
    log.add("mapped", "kind x", "Router", "b");
    expect(log.report().map(lossLine)).toEqual([
      "mapped: 2 × kind x → Router (first at a)",
      "missing: image x (at a)",
    ]);
  });
});

describe("YAML", () => {
  it("is read as plain values, with merge keys and without dates or types", () => {
    const text = "a: &a {x: 1}\nb: {<<: *a, y: 2001-01-01}\nc: yes\nd: 0x10\ne: ~";
    expect(readYaml(text)).toEqual({
      ok: true,
      value: { a: { x: 1 }, b: { x: 1, y: "2001-01-01" }, c: "yes", d: 16, e: null },
    });
  });

  it("says where it is wrong", () => {
    expect(readYaml("a: 1\nb: [1,\n")).toMatchObject({
      ok: false,
      error: { code: "file-not-yaml", where: expect.stringMatching(/^line \d+, column \d+$/) },
    });
  });
});
