import { describe, expect, test } from "vitest";
import { alternativesOf } from "../../../shared/completion/alternatives.ts";
import { emptyDesign } from "../../../shared/design/design.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { completed, requestFor, serviceOf, solver } from "../../support/completing.ts";

const WEB = { kind: "machine", applications: ["apache"] } as const;

describe("a machine", () => {
  test("gets the cheapest type and system that its application runs on, with the numbers", async () => {
    const { design, choices } = await completed(sketch("Web", { web: WEB }));
    expect(design.nodes["web"]?.properties).toEqual({
      applications: ["apache"],
      machineType: "container-small",
      operatingSystem: "debian-13",
    });
    expect(choices.map(({ title, name, reason }) => `${title}: ${name}. ${reason}`)).toEqual([
      "Operating system of web: Debian 13. As cheap as any of 3 that Apache HTTP Server supports and that runs on amd64: needs no licence and takes 256 MiB of memory and 2 GiB of disk.",
      expect.stringMatching(
        /^Machine type of web: Container, small. Has 1 core, 512 MiB of memory and 4 GiB of disk; 0.25 cores, 384 MiB of memory and 2.2 GiB of disk are needed. The cheapest of \d+ that do, at 2.68 EUR a month.$/,
      ),
      "Addresses of lan: 10.0.0.0/24. 254 addresses for 1 machine and routers of it; overlaps no other network of the design.",
    ]);
  });

  test("of an architecture gets a type of it", async () => {
    const { design, choices } = await completed(
      sketch("Web", { web: { ...WEB, architecture: "arm64" } }),
    );
    expect(design.nodes["web"]?.properties["machineType"]).toBe("vm-arm-small");
    expect(choices[0]?.reason).toContain("that runs on arm64");
  });

  test("that people use becomes a client device, with licences for each", async () => {
    const { design } = await completed(
      sketch("Desks", { desk: { kind: "machine", count: 30, applications: ["microsoft-word"] } }),
    );
    expect(design.nodes["desk"]?.properties).toMatchObject({
      role: "client",
      machineType: "desktop-office",
      operatingSystem: "windows-11",
    });
    for (const product of ["office-ltsc-2024", "windows-11-pro"])
      expect(design.nodes[`${product}-licence`]?.properties).toEqual({ product, seats: 30 });
  });

  test("uses the seats that are there, and adds only what they lack", async () => {
    const start = sketch("Desks", {
      desk: { kind: "machine", count: 5, operatingSystem: "windows-11" },
      own: { kind: "licence", product: "windows-11-pro", seats: 3 },
    });
    const { design } = await completed(start);
    expect(design.nodes["own"]).toBe(start.nodes["own"]);
    expect(design.nodes["windows-11-pro-licence"]?.properties["seats"]).toBe(2);
  });

  test("gets a volume where its type is set and its disk too small", async () => {
    const { design, choices } = await completed(
      sketch("Metrics", {
        m: {
          kind: "machine",
          machineType: "container-medium",
          operatingSystem: "debian-13",
          applications: ["prometheus", "node-exporter"],
        },
      }),
    );
    // 22.1 GiB are needed and 16 GiB are there.
    expect(design.nodes["m-data"]?.properties).toEqual({
      storageClass: "hdd-array",
      capacityGiB: 7,
    });
    expect(choices.find(({ key }) => key === "m/storageClass")?.reason).toContain(
      "the disk of Container, medium has 16 GiB, and its type is set",
    );
  });

  test("is told how much of the disk it needs lies on a volume, so that the numbers agree", async () => {
    const { choices } = await completed(emptyDesign("Mail"), {
      service: serviceOf("e-mail", 200),
    });
    const reason = choices.find(({ title }) => title === "Machine type of mail")?.reason;
    const [, has, needed, beside] =
      /and (\d+) GiB of disk; .* and (\d+) GiB of disk are needed, (\d+) GiB of the disk on a volume\./.exec(
        reason ?? "",
      ) ?? [];
    expect(Number(beside)).toBe(400);
    expect(Number(needed) - Number(beside)).toBeLessThanOrEqual(Number(has));
  });

  test("has the cheapest storage that is fast enough, where its class is open", async () => {
    const parts = {
      m: { kind: "machine", applications: ["postgresql"] },
      disk: { kind: "storage", capacityGiB: 500 },
    } as const;
    const slow = await completed(sketch("Disk", parts, ["m:disk disk:attach"]));
    expect(slow.design.nodes["disk"]?.properties["storageClass"]).toBe("hdd-array");
    const fast = await completed(sketch("Disk", parts, ["m:disk disk:attach bandwidthMbps=8000"]));
    expect(fast.design.nodes["disk"]?.properties["storageClass"]).toBe("iscsi-disk-array");
  });

  test("carries what another one needs where that costs less than one more machine", async () => {
    const { design, choices } = await completed(
      sketch("Graphs", { g: { kind: "machine", applications: ["grafana"] } }),
    );
    expect(design.nodes["g"]?.properties["applications"]).toEqual([
      "grafana",
      "prometheus",
      "node-exporter",
    ]);
    expect(choices.map(({ title }) => title)).toContain("Where Prometheus runs");
  });

  test("that is whole stays as it is", async () => {
    const whole = (await completed(sketch("Web", { web: WEB }))).design;
    const again = await completed(whole);
    expect(again.edits).toEqual([]);
    expect(again.design).toBe(whole);
  });
});

describe("alternatives", () => {
  test("name what would do instead, with the difference, and choosing one recomputes", async () => {
    const request = requestFor(sketch("Web", { web: WEB }));
    const proposed = await completed(request.design);
    const choice = proposed.choices.find(({ key }) => key === "web/operatingSystem");
    const found = alternativesOf(request, proposed, choice!, await solver());
    expect(found.map(({ name }) => name)).toContain("Debian 12");
    expect(found.find(({ value }) => value === "rhel-10")).toEqual({
      value: "rhel-10",
      name: "Red Hat Enterprise Linux 10",
      month: "70.431",
      once: "0",
    });
    const other = await completed(request.design, {
      choices: { "web/operatingSystem": "rhel-10" },
    });
    expect(other.design.nodes["web"]?.properties).toMatchObject({
      operatingSystem: "rhel-10",
      machineType: "vm-small",
    });
    expect(Number(other.price.month) - Number(proposed.price.month)).toBeCloseTo(70.431, 6);
  });

  test("of real devices bring the switches they need", async () => {
    const order = { service: serviceOf("e-mail", 200) };
    const { design, choices } = await completed(emptyDesign("New"), {
      ...order,
      choices: { "service-e-mail-clients/machineType": "raspberry-pi-5" },
    });
    const offered = choices.find(({ title }) => title === "Switch for desk");
    const found = design.nodes[offered!.node]!;
    const ports = { "netgear-gs308": 8, "mikrotik-crs326-24g": 24, "hpe-aruba-cx-6100-48g": 48 };
    const model = found.properties["switchModel"] as keyof typeof ports;
    expect(found.count * (ports[model] - 1)).toBeGreaterThanOrEqual(200);
    expect(offered?.reason).toContain("200 devices of Raspberry Pi 5");
  });
});
