import { describe, expect, it } from "vitest";
import { assignAddresses } from "./addresses.ts";
import { routesOf } from "./routes.ts";
import { topologyOf } from "./sketch-topology.ts";

const machine = { kind: "machine" };
const router = { kind: "router" };

function routes(...design: Parameters<typeof topologyOf>) {
  const topology = topologyOf(...design);
  const found = routesOf(topology, assignAddresses(topology));
  return (id: string) =>
    (found.get(id) ?? []).map((route) => `${route.destination} via ${route.via}`);
}

const subnets = {
  left: { kind: "subnet", cidr: "10.0.0.0/24" },
  middle: { kind: "subnet", cidr: "10.1.0.0/24" },
  right: { kind: "subnet", cidr: "10.2.0.0/24" },
};

describe("routes", () => {
  it("leads through a chain of routers to the Internet and back", () => {
    const of = routes(
      {
        ...subnets,
        a: machine,
        b: machine,
        inner: router,
        outer: router,
        world: { kind: "internet" },
      },
      [
        "a:nic left:net",
        "inner:nic left:net",
        "inner:nic middle:net",
        "b:nic middle:net",
        "outer:nic middle:net",
        "outer:nic right:net",
        "outer:nic world:net",
      ],
    );
    expect(of("a")).toEqual(["default via 10.0.0.1"]);
    // The middle subnet's gateway is the outer router; the inner one is only the way to the left.
    expect(of("b")).toEqual(["default via 10.1.0.1", "10.0.0.0/24 via 10.1.0.254"]);
    expect(of("inner")).toEqual(["default via 10.1.0.1"]);
    expect(of("outer")).toEqual(["10.0.0.0/24 via 10.1.0.254"]);
    expect(of("left")).toEqual([]);
  });

  it("joins two subnets without an Internet", () => {
    const of = routes({ ...subnets, a: machine, b: machine, r: router }, [
      "a:nic left:net",
      "r:nic left:net",
      "r:nic right:net",
      "b:nic right:net",
    ]);
    expect(of("a")).toEqual(["default via 10.0.0.1"]);
    expect(of("b")).toEqual(["default via 10.2.0.1"]);
    expect(of("r")).toEqual([]);
  });

  it("sends routers without an Internet along each other for what lies behind", () => {
    const of = routes({ ...subnets, p: router, q: router }, [
      "p:nic left:net",
      "p:nic middle:net",
      "q:nic middle:net",
      "q:nic right:net",
    ]);
    expect(of("p")).toEqual(["10.2.0.0/24 via 10.1.0.254"]);
    expect(of("q")).toEqual(["10.0.0.0/24 via 10.1.0.1"]);
  });

  it("uses a bare cable between routers", () => {
    const of = routes(
      { ...subnets, a: machine, p: router, q: router, world: { kind: "internet" } },
      ["a:nic left:net", "p:nic left:net", "p:nic q:nic", "q:nic world:net"],
    );
    expect(of("p")).toEqual(["default via 169.254.1.2"]);
    expect(of("q")).toEqual(["10.0.0.0/24 via 169.254.1.1"]);
    expect(of("a")).toEqual(["default via 10.0.0.1"]);
  });

  it("follows a gateway that lies outside the drawing", () => {
    const of = routes(
      {
        left: { ...subnets.left, gateway: "10.0.0.254" },
        right: subnets.right,
        a: machine,
        r: router,
      },
      ["a:nic left:net", "r:nic right:net"],
    );
    expect(of("a")).toEqual(["default via 10.0.0.254"]);
  });

  it("gives a machine with two interfaces one default, the one that leads outside", () => {
    const of = routes(
      { ...subnets, dual: machine, p: router, q: router, world: { kind: "internet" } },
      [
        "dual:nic left:net",
        "dual:nic right:net",
        "p:nic left:net",
        "p:nic middle:net",
        "q:nic right:net",
        "q:nic world:net",
      ],
    );
    expect(of("dual")).toEqual(["default via 10.2.0.1", "10.1.0.0/24 via 10.0.0.1"]);
  });

  it("never gives a machine two default routes, and nothing to what has no router", () => {
    const of = routes({ ...subnets, a: machine, world: { kind: "internet" }, edge: machine }, [
      "a:nic left:net",
      "edge:nic world:net",
    ]);
    expect(of("a")).toEqual([]);
    expect(of("edge")).toEqual([]);
  });
});
