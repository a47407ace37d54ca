import { describe, expect, it } from "vitest";
import { assignAddresses } from "./addresses.ts";
import { topologyOf } from "./sketch-topology.ts";

const machine = { kind: "machine" };
const router = { kind: "router" };
const lan = { kind: "subnet", cidr: "10.0.0.0/24" };

function plan(...design: Parameters<typeof topologyOf>) {
  const addresses = assignAddresses(topologyOf(...design));
  return { ...addresses, of: (id: string, link: string) => addresses.addressOf(id, link)?.address };
}

describe("addresses", () => {
  it("keeps the first for the gateway and counts up from the second", () => {
    const found = plan({ lan, web: { ...machine, count: 3 }, db: machine }, [
      "web:nic lan:net",
      "db:nic lan:net",
    ]);
    expect(found.of("db.1", "db-lan")).toBe("10.0.0.2");
    expect(["web.1", "web.2", "web.3"].map((id) => found.of(id, "web-lan"))).toEqual([
      "10.0.0.3",
      "10.0.0.4",
      "10.0.0.5",
    ]);
    expect(found.addressOf("db.1", "db-lan")).toMatchObject({ network: "lan", prefixLength: 24 });
    expect(found.gatewayOf("lan")).toBeNull();
    expect(found.faults).toEqual([]);
  });

  it("gives routers the gateway, and further ones the top of the range", () => {
    const found = plan(
      { lan, a: machine, inner: router, outer: router, world: { kind: "internet" } },
      ["a:nic lan:net", "inner:nic lan:net", "outer:nic lan:net", "outer:nic world:net"],
    );
    expect(found.of("outer.1", "outer-lan")).toBe("10.0.0.1");
    expect(found.of("inner.1", "inner-lan")).toBe("10.0.0.254");
    expect(found.of("a.1", "a-lan")).toBe("10.0.0.2");
    expect(found.gatewayOf("lan")).toBe("10.0.0.1");
    expect(found.gatewayNodeOf("lan")).toBe("outer");
    expect(found.addressOf("outer.1", "outer-world")).toBeUndefined();
  });

  it("honours chosen addresses and an explicit gateway", () => {
    const found = plan(
      {
        lan: { ...lan, gateway: "10.0.0.9" },
        a: { ...machine, count: 2, addresses: ["10.0.0.2"] },
        b: machine,
        r: router,
      },
      ["a:nic lan:net", "b:nic lan:net", "r:nic lan:net"],
    );
    expect(found.of("a.1", "a-lan")).toBe("10.0.0.2");
    expect(found.of("a.2", "a-lan")).toBe("10.0.0.3");
    expect(found.of("b.1", "b-lan")).toBe("10.0.0.4");
    expect(found.of("r.1", "r-lan")).toBe("10.0.0.9");
    expect(found.gatewayOf("lan")).toBe("10.0.0.9");
  });

  it("keeps an outside gateway's address free", () => {
    const found = plan({ lan: { ...lan, gateway: "10.0.0.2" }, a: machine }, ["a:nic lan:net"]);
    expect(found.of("a.1", "a-lan")).toBe("10.0.0.3");
    expect(found.gatewayOf("lan")).toBe("10.0.0.2");
    expect(found.gatewayNodeOf("lan")).toBeNull();
  });

  it("moves nobody when a machine or a second router is added", () => {
    const links = ["m-1:nic lan:net", "m-2:nic lan:net", "r-1:nic lan:net"];
    const nodes = { lan, "m-1": machine, "m-2": machine, "r-1": router };
    const before = plan(nodes, links);
    const after = plan({ ...nodes, "m-10": machine, "r-2": router }, [
      ...links,
      "m-10:nic lan:net",
      "r-2:nic lan:net",
    ]);
    for (const id of ["m-1", "m-2", "r-1"])
      expect(after.of(`${id}.1`, `${id}-lan`)).toBe(before.of(`${id}.1`, `${id}-lan`));
  });

  it("reports what cannot be, and serves the rest", () => {
    const found = plan(
      {
        bad: { kind: "subnet", cidr: "10.0.0.0/33" },
        tiny: { kind: "subnet", cidr: "10.9.0.0/30", gateway: "10.8.0.1" },
        many: { ...machine, count: 5 },
        a: { ...machine, addresses: ["10.9.0.1", "no address"] },
        b: { ...machine, addresses: ["10.9.0.1"] },
      },
      ["many:nic bad:net", "many:nic tiny:net", "a:nic tiny:net", "b:nic tiny:net"],
    );
    expect(found.faults.map(({ code, node, detail }) => [code, node, detail])).toEqual([
      ["cidr-invalid", "bad", "10.0.0.0/33"],
      ["address-invalid", "a", "no address"],
      ["address-taken", "b", "10.9.0.1"],
      ["gateway-invalid", "tiny", "10.8.0.1"],
      ["subnet-exhausted", "tiny", "5"],
    ]);
    expect(found.of("a.1", "a-tiny")).toBe("10.9.0.1");
    expect(found.of("b.1", "b-tiny")).toBe("10.9.0.2");
  });

  it("uses the gateway's place too when nothing else is free", () => {
    const found = plan(
      { lan: { kind: "subnet", cidr: "10.0.0.0/30" }, a: { ...machine, count: 2 } },
      ["a:nic lan:net"],
    );
    expect([found.of("a.1", "a-lan"), found.of("a.2", "a-lan")]).toEqual(["10.0.0.2", "10.0.0.1"]);
    expect(found.faults).toEqual([]);
  });

  it("counts IPv6 as well", () => {
    const found = plan({ lan: { kind: "subnet", cidr: "fd00:1::/64" }, a: machine, r: router }, [
      "a:nic lan:net",
      "r:nic lan:net",
    ]);
    expect(found.of("r.1", "r-lan")).toBe("fd00:1::1");
    expect(found.of("a.1", "a-lan")).toBe("fd00:1::2");
  });

  it("gives bare cables between single devices a block of their own", () => {
    const found = plan({ a: machine, r: router, s: router, many: { ...machine, count: 2 } }, [
      "a:nic r:nic",
      "r:nic s:nic",
      "many:nic s:nic",
    ]);
    expect(found.of("a.1", "a-r")).toBe("169.254.1.1");
    expect(found.of("r.1", "a-r")).toBe("169.254.1.2");
    expect(found.of("many.1", "many-s")).toBeUndefined();
    expect(found.addressOf("r.1", "r-s")).toMatchObject({ network: "r-s", prefixLength: 30 });
    expect(found.of("r.1", "r-s")).not.toBe(found.of("s.1", "r-s"));
  });

  it("never gives one address twice in a subnet", () => {
    const chosen = ["10.0.0.1", "10.0.0.3", "10.0.0.254"];
    const found = plan(
      {
        lan,
        a: { ...machine, count: 40, addresses: chosen },
        b: { ...machine, count: 40 },
        r: router,
        s: router,
      },
      ["a:nic lan:net", "b:nic lan:net", "r:nic lan:net", "s:nic lan:net"],
    );
    const all = [
      ...Array.from({ length: 40 }, (_, index) => found.of(`a.${index + 1}`, "a-lan")),
      ...Array.from({ length: 40 }, (_, index) => found.of(`b.${index + 1}`, "b-lan")),
      found.of("r.1", "r-lan"),
      found.of("s.1", "s-lan"),
    ];
    expect(all).not.toContain(undefined);
    expect(new Set(all).size).toBe(82);
  });
});
