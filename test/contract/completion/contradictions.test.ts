import { describe, expect, test } from "vitest";
import type { FreeCapacity } from "../../../shared/completion/free-capacity.ts";
import { emptyDesign } from "../../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { completed, contradiction, serviceOf } from "../../support/completing.ts";

const nothingOf = (capacity: number): FreeCapacity => {
  const size = { cores: capacity, memoryMiB: capacity * 1024, diskGiB: capacity * 10 };
  return { hosts: [{ architecture: "amd64", total: size, largest: size }], seats: new Map() };
};

describe("what contradicts", () => {
  test("is said by the smallest set, with what each of it asks", async () => {
    const node: SketchNode = {
      kind: "machine",
      operatingSystem: "windows-11",
      machineType: "desktop-office",
      applications: ["openjdk", "iis", "nodejs"],
    };
    const found = await contradiction(sketch("Wrong", { web: node }));
    expect(found.map(({ text }) => text)).toEqual([
      "“web” runs Windows 11: for amd64 and arm64, with 4 GiB of memory or more.",
      "“web” has Internet Information Services: for Windows Server 2022 and Windows Server 2025, with 0.25 cores, 256 MiB of memory and 1 GiB of disk.",
    ]);
    expect(found.map(({ elements }) => elements)).toEqual([
      [{ type: "node", id: "web" }],
      [{ type: "node", id: "web" }],
    ]);
    // Each of the two is needed for it: without either, something fits.
    await completed(sketch("Right", { web: { ...node, operatingSystem: null } }));
    await completed(sketch("Right", { web: { ...node, applications: ["openjdk", "nodejs"] } }));
  });

  test("may be two applications that exclude each other", async () => {
    const found = await contradiction(
      sketch("Wrong", { db: { kind: "machine", applications: ["mysql", "redis", "mariadb"] } }),
    );
    expect(found.map(({ text }) => text.split(":")[0])).toEqual([
      "“db” has MySQL",
      "“db” has MariaDB",
    ]);
  });

  test("may be a size that is set", async () => {
    const found = await contradiction(
      sketch("Wrong", {
        db: { kind: "machine", machineType: "vm-large", memoryMiB: 1024, applications: ["solr"] },
      }),
    );
    expect(found.map(({ text }) => text)).toEqual([
      "“db” has 1 GiB of memory.",
      expect.stringMatching(/^“db” has Apache Solr: .* with 1 core, 2 GiB of memory/),
    ]);
  });

  test("may be the users of a service that no one machine carries", async () => {
    const found = await contradiction(emptyDesign("New"), {
      service: serviceOf("database", 100_000),
    });
    expect(found.map(({ text }) => text)).toEqual([
      "Database server serves 100000 users, each with 0.005 cores, 10 MiB of memory and 0.25 GiB of data, all on one machine: 500 cores, 976.56 GiB of memory and 24.41 TiB of data; no machine type has more than 64 cores or 384 GiB of memory.",
    ]);
  });

  test("may be more devices than a design holds of one", async () => {
    const found = await contradiction(emptyDesign("New"), {
      service: serviceOf("e-mail", 100_000, true),
    });
    expect(found.map(({ text }) => text)).toEqual([
      "E-mail for 100000 users takes 100000 devices, and a design holds 10000 of one at most: ask for it without its users' devices, or for fewer users.",
    ]);
  });

  test("names an architecture that no machine has", async () => {
    const found = await contradiction(
      sketch("Wrong", { big: { kind: "machine", architecture: "s390x", applications: ["nginx"] } }),
    );
    expect(found.map(({ text }) => text)).toEqual([
      "“big” has the architecture s390x, which no machine type of the catalogue has.",
    ]);
  });

  test("says how much there is, where a size is more than any machine has", async () => {
    const machine: SketchNode = { kind: "machine", cores: 5000, applications: ["apache"] };
    const found = await contradiction(sketch("Wrong", { big: machine }));
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^“big” has 5000 cores; no machine type has more than \d+ cores\.$/),
    ]);
  });

  test("says that more is plugged in than any machine has interfaces for", async () => {
    const machine: SketchNode = { kind: "machine" };
    const found = await contradiction(
      sketch("Wide", { lan: { kind: "subnet", count: 12 }, a: machine }, ["a:nic lan:net"]),
    );
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^“a” needs 12 interfaces for its links; no machine type has more than \d+ interfaces\.$/,
      ),
    ]);
  });

  test("may be what the lab has left", async () => {
    const [lab, asked] = await contradiction(
      sketch("Big", {
        m: { kind: "machine", operatingSystem: "debian-13", machineType: "vm-large" },
      }),
      { pool: nothingOf(2) },
    );
    expect(lab?.text).toBe(
      "The lab has left: 2 cores, 2 GiB of memory and 20 GiB of disk on amd64.",
    );
    expect(asked?.text).toMatch(/^“m” is a Virtual server, large: amd64, 4 cores, 8 GiB/);
  });

  test("may be a network that is set too small", async () => {
    const found = await contradiction(
      sketch(
        "Small",
        {
          lan: { kind: "subnet", cidr: "10.0.0.0/29" },
          web: { kind: "machine", count: 20, applications: ["nginx"] },
        },
        ["web:nic lan:net"],
      ),
    );
    expect(found).toEqual([
      {
        elements: [{ type: "node", id: "lan" }],
        text: expect.stringMatching(/^lan \(10\.0\.0\.0\/29\) .*6 addresses.*20/),
      },
    ]);
  });
});
