import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { freeCapacity } from "../../../shared/completion/free-capacity.ts";
import { emptyDesign } from "../../../shared/design/design.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { place } from "../../../shared/placement/place.ts";
import { completed, serviceOf } from "../../support/completing.ts";
import { rackedPool } from "../../support/pools.ts";

const SERVER = { kind: "machine", machineType: "vm-medium", operatingSystem: "debian-13" } as const;

describe("networks", () => {
  test("that need each other are joined by one router, and by the one there is if it has a port", async () => {
    const parts = {
      lan: { kind: "subnet", cidr: "10.0.0.0/24" },
      far: { kind: "subnet", cidr: "10.1.0.0/24" },
      cache: { ...SERVER, applications: ["varnish"] },
      web: { ...SERVER, applications: ["nginx"] },
    } as const;
    const links = ["cache:nic lan:net", "web:nic far:net"];
    const { design, choices } = await completed(sketch("Two", parts, links));
    expect(design.nodes["router"]?.kind).toBe("router");
    expect(choices.find(({ key }) => key === "router/join")?.reason).toContain(
      "Varnish Cache on cache needs",
    );
    const present = sketch("Two", { ...parts, r: { kind: "router" } }, [...links, "r:nic lan:net"]);
    const joined = await completed(present);
    expect(joined.edits.map(({ type }) => type)).toEqual(["put-link"]);
  });

  test("keep what is added near those that need it: no router only for a cheaper place", async () => {
    const { design } = await completed(
      sketch(
        "Two",
        {
          lan: { kind: "subnet", cidr: "10.0.0.0/24" },
          far: { kind: "subnet", cidr: "10.1.0.0/24" },
          cache: {
            ...SERVER,
            machineType: "container-medium",
            applications: ["varnish"],
            count: 2,
          },
          other: { ...SERVER, machineType: "vm-large" },
        },
        ["cache:nic lan:net", "other:nic far:net"],
      ),
    );
    const kinds = Object.values(design.nodes).map(({ kind }) => kind);
    expect(kinds).not.toContain("router");
    expect(kinds.filter((kind) => kind === "machine")).toHaveLength(3);
  });

  test("lead to the Internet where software needs it", async () => {
    const { design, choices } = await completed(
      sketch("Proxy", { p: { kind: "machine", applications: ["squid"] } }),
    );
    const kinds = Object.values(design.nodes).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["internet", "machine", "router", "subnet"]);
    expect(choices.find(({ key }) => key === "internet")?.name).toBe("10 Mb/s");
  });

  test("of a switch whose model is open get one with enough ports, and a subnet", async () => {
    const { design } = await completed(
      sketch("Many", { m: { ...SERVER, count: 300 }, s: { kind: "switch", count: 2 } }, [
        "m:nic s:port",
      ]),
    );
    expect(design.nodes["s"]?.properties["switchModel"]).toBe("virtual-switch");
    expect(design.nodes["lan"]?.properties["cidr"]).toBe("10.0.0.0/23");
  });

  test("keep to the addresses that are set", async () => {
    const { design } = await completed(
      sketch("Fixed", { lan: { kind: "subnet" }, m: { ...SERVER, addresses: ["192.168.7.20"] } }, [
        "m:nic lan:net",
      ]),
    );
    expect(design.nodes["lan"]?.properties["cidr"]).toBe("192.168.7.0/24");
  });
});

describe("a service", () => {
  test("stands beside what is there, which is not touched", async () => {
    const start = sketch("Lab", { web: { ...SERVER, at: [40, 40] }, lan: { kind: "subnet" } }, [
      "web:nic lan:net",
    ]);
    const { design } = await completed(start, { service: serviceOf("web-site", 2000) });
    expect(design.nodes["web"]).toBe(start.nodes["web"]);
    expect(design.groups).toEqual({ "service-web-site": { name: "Web site for 2,000 users" } });
    const added = Object.values(design.nodes).filter(({ group }) => group !== undefined);
    expect(added.length).toBeGreaterThan(4);
    for (const { position } of added) expect(position.x).toBeGreaterThan(300);
    const balancer = Object.values(design.nodes).find(({ kind }) => kind === "load-balancer");
    expect(balancer?.properties).toMatchObject({ port: 80, protocol: "http" });
  });

  test("twice in one design is two, with names and networks of their own", async () => {
    const first = await completed(emptyDesign("New"), { service: serviceOf("e-mail", 10) });
    const second = await completed(first.design, { service: serviceOf("e-mail", 20) });
    const names = Object.values(second.design.nodes).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(second.design.groups)).toEqual(["service-e-mail", "service-e-mail-2"]);
    expect(
      Object.values(second.design.nodes).filter(({ kind }) => kind === "internet"),
    ).toHaveLength(1);
  });
});

describe("why something was added", () => {
  const reasonOf = (choices: readonly { title: string; reason: string }[], title: RegExp) =>
    choices.find((choice) => title.test(choice.title))?.reason;

  test("a router where there was none is not said to lack interfaces", async () => {
    const service = serviceOf("word-processing", 20);
    const { choices } = await completed(emptyDesign("New"), { service });
    expect(reasonOf(choices, /^Router between/)).toBe(
      "They work together. No router was in either network.",
    );
  });

  test("a machine that something else needs is told with what needs it", async () => {
    const { choices } = await completed(
      sketch("Post", { desk: { kind: "machine", applications: ["thunderbird"] } }),
    );
    expect(reasonOf(choices, /^Dovecot on/)).toBe(
      "Thunderbird on “desk” needs it over the network, and nobody offered it.",
    );
    expect(reasonOf(choices, /^Postfix on/)).toBe(
      "Dovecot needs it over the network, and nobody offered it.",
    );
  });

  test("a way to the Internet names the network it is for", async () => {
    const start = sketch(
      "Post",
      {
        lan: { kind: "subnet", cidr: "10.0.0.0/24" },
        mail: { kind: "machine", applications: ["postfix"] },
      },
      ["mail:nic lan:net"],
    );
    const { choices } = await completed(start);
    expect(reasonOf(choices, /^Way to the Internet/)).toBe(
      "No router led from lan to the Internet.",
    );
  });
});

describe("what it is chosen by", () => {
  test("fewest machines: never more than by price, which is never dearer", async () => {
    const service = serviceOf("word-processing", 200, false);
    const cheap = await completed(emptyDesign("New"), { service });
    const few = await completed(emptyDesign("New"), { service, goal: "machines" });
    const machines = (done: typeof cheap): number =>
      Object.values(done.design.nodes).reduce(
        (sum, { kind, count }) => sum + (kind === "machine" ? count : 0),
        0,
      );
    expect(machines(few)).toBeLessThan(machines(cheap));
    expect(Number(few.price.month)).toBeGreaterThan(Number(cheap.price.month));
  });

  test("best fit takes less of what is scarce, and what was chosen has its place", async () => {
    const pool = rackedPool(1, 8);
    const window = { start: "2026-11-21T00:00:00.000Z", end: "2026-11-22T00:00:00.000Z" };
    const service = serviceOf("web-site", 200);
    const free = freeCapacity(pool, window, []);
    const { design } = await completed(emptyDesign("New"), { service, goal: "fit", pool: free });
    const placed = place({ design, catalogue: starterCatalogue(), pool, window, held: [] });
    expect(placed.ok).toBe(true);
    // The cheapest would be Arm machines, of which this lab has none.
    for (const { properties } of Object.values(design.nodes))
      expect(properties["machineType"] ?? "").not.toMatch(/arm/);
  });
});
