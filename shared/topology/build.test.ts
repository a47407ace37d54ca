import { describe, expect, it } from "vitest";
import { topologyOf } from "./sketch-topology.ts";

const machine = { kind: "machine" };
const lan = { kind: "subnet" };

describe("subnets", () => {
  it("joins what is linked to a subnet, directly or over switches", () => {
    const topology = topologyOf(
      { lan, sw: { kind: "switch" }, top: { kind: "switch" }, a: machine, b: machine, c: machine },
      ["a:nic lan:net", "b:nic sw:port", "sw:port top:port", "top:port lan:net", "c:nic top:port"],
    );
    expect(topology.members("lan").map((member) => member.node)).toEqual(["a", "b", "c"]);
    expect(topology.attachments("b")).toMatchObject([
      { subnet: "lan", switches: ["sw", "top"], trunks: ["sw-top"], ambiguous: false },
    ]);
    expect(topology.carriedBy("sw")).toEqual(["lan"]);
  });

  it("chooses the subnet of a shared switch by the link's VLAN", () => {
    const topology = topologyOf(
      {
        red: { ...lan, vlan: 10 },
        blue: { ...lan, cidr: "10.1.0.0/24", vlan: 20 },
        sw: { kind: "switch" },
        a: machine,
        b: machine,
        c: machine,
      },
      [
        "sw:port red:net",
        "sw:port blue:net",
        "a:nic sw:port vlan=10",
        "b:nic sw:port vlan=20",
        "c:nic sw:port",
      ],
    );
    expect(topology.subnetsOf("a")).toEqual(["red"]);
    expect(topology.subnetsOf("b")).toEqual(["blue"]);
    expect(topology.attachments("c")).toMatchObject([{ subnet: null, ambiguous: true }]);
    expect(topology.unclear("sw").map(({ node }) => node)).toEqual(["c"]);
    expect(topology.ownSubnet("sw")).toBeNull();
  });

  it("takes no machine out of the subnet of its own switch when switches are joined", () => {
    const nodes = {
      red: lan,
      blue: { ...lan, cidr: "10.1.0.0/24", vlan: 20 },
      left: { kind: "switch" },
      right: { kind: "switch" },
      edge: { kind: "switch" },
      a: machine,
      b: machine,
      c: machine,
      d: machine,
    };
    const links = [
      "left:port red:net",
      "right:port blue:net",
      "left:port right:port",
      "edge:port right:port",
      "a:nic left:port",
      "b:nic right:port",
      "c:nic left:port vlan=20",
      "d:nic edge:port",
    ];
    const topology = topologyOf(nodes, links);
    expect(topology.carriedBy("left")).toEqual(["blue", "red"]);
    expect(topology.subnetsOf("a")).toEqual(["red"]);
    expect(topology.subnetsOf("b")).toEqual(["blue"]);
    expect(topology.subnetsOf("c")).toEqual(["blue"]);
    expect(topology.ownSubnet("left")).toBe("red");
    expect(topology.crossing("left-right").map(({ node }) => node)).toEqual(["c"]);
    // A switch without a subnet of its own may be for either.
    expect(topology.unclear("edge").map(({ node }) => node)).toEqual(["d"]);
    expect(topology.ownSubnet("edge")).toBeNull();
  });

  it("orders members so that what is numbered later comes later", () => {
    const topology = topologyOf({ lan, "m-10": machine, "m-2": machine }, [
      "m-10:nic lan:net",
      "m-2:nic lan:net",
    ]);
    expect(topology.members("lan").map((member) => member.node)).toEqual(["m-2", "m-10"]);
  });

  it("sees bare cables and the way outside, and leaves out storage and loose ends", () => {
    const topology = topologyOf(
      {
        a: machine,
        b: machine,
        r: { kind: "router" },
        web: { kind: "internet" },
        disk: { kind: "storage" },
      },
      [
        "a:nic b:nic",
        "r:nic web:net",
        "a:disk disk:attach",
        "a:nic gone:net",
        "a:nic a:nic",
        "b:plug r:nic",
      ],
    );
    expect(topology.attachments("a")).toMatchObject([{ peer: "b", subnet: null }]);
    expect(topology.attachments("b")).toMatchObject([{ peer: "a" }]);
    expect(topology.attachments("r")).toMatchObject([{ outside: "web", subnet: null, peer: null }]);
  });
});

describe("reachability", () => {
  const nodes = {
    left: lan,
    right: { ...lan, cidr: "10.1.0.0/24" },
    island: { ...lan, cidr: "10.2.0.0/24" },
    r: { kind: "router" },
    web: { kind: "internet" },
    a: machine,
    b: machine,
    c: machine,
    dual: machine,
  };
  const links = [
    "a:nic left:net",
    "r:nic left:net",
    "r:nic right:net",
    "r:nic web:net",
    "b:nic right:net",
    "c:nic island:net",
    "dual:nic right:net",
    "dual:nic island:net",
  ];

  it("crosses routers, not machines", () => {
    const topology = topologyOf(nodes, links);
    expect([...topology.reachable("a")].sort()).toEqual(
      ["a", "b", "dual", "left", "r", "right", "web"].sort(),
    );
    expect(topology.reachable("c").has("dual")).toBe(true);
    expect(topology.reachable("c").has("a")).toBe(false);
    expect(topology.reachable("dual").has("c")).toBe(true);
    expect(topology.reachable("dual").has("a")).toBe(true);
    expect(topology.reachable("web").has("b")).toBe(true);
    expect([...topology.reachable("nobody")]).toEqual(["nobody"]);
  });

  it("finds the shortest way", () => {
    const topology = topologyOf(nodes, links);
    expect(topology.path("a", "b")).toEqual(["a", "left", "r", "right", "b"]);
    expect(topology.path("a", "web")).toEqual(["a", "left", "r", "web"]);
    expect(topology.path("a", "r")).toEqual(["a", "left", "r"]);
    expect(topology.path("left", "right")).toEqual(["left", "r", "right"]);
    expect(topology.path("a", "a")).toEqual(["a"]);
    expect(topology.path("a", "c")).toBeNull();
  });

  it("does not go through the Internet", () => {
    const topology = topologyOf(
      {
        a: machine,
        b: machine,
        r: { kind: "router" },
        s: { kind: "router" },
        web: { kind: "internet" },
      },
      ["a:nic r:nic", "b:nic s:nic", "r:nic web:net", "s:nic web:net"],
    );
    expect(topology.path("a", "web")).toEqual(["a", "r", "web"]);
    expect(topology.path("a", "b")).toBeNull();
    expect(topology.reachable("a").has("b")).toBe(false);
  });
});
