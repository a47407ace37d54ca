import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import type { Design } from "../../../design/design.ts";
import { sketch } from "../../../design/sketch.ts";
import { lossLine } from "../../loss.ts";
import { opentofu } from "./opentofu.ts";

const catalogue = starterCatalogue();

function write(design: Design): { readonly text: string; readonly lines: readonly string[] } {
  const exported = opentofu.write!(design, catalogue);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  const text = exported.value.files[0]?.text ?? "";
  return { text, lines: exported.value.report.map(lossLine) };
}
/** One block of the file by its head. */
function block(text: string, head: string): string {
  const start = text.indexOf(`resource ${head}`);
  const end = text.indexOf("\nresource ", start);
  return text.slice(start, end === -1 ? undefined : end);
}
/** What cloud-init writes in a machine, by path. */
function filesOf(text: string, head: string): Record<string, string> {
  const [, json = "{}"] = /#cloud-config\n([\s\S]*?)\nEOT/.exec(block(text, head)) ?? [];
  const { write_files: files } = JSON.parse(json.replaceAll("$${", "${")) as {
    write_files: readonly { path: string; content: string }[];
  };
  return Object.fromEntries(files.map(({ path, content }) => [path.split("/").at(-1), content]));
}

const WEB = { kind: "machine", operatingSystem: "debian-12", applications: ["nginx"] };

describe("a design as OpenTofu", () => {
  const { text, lines } = write(
    sketch(
      "Shop of ${us}",
      {
        lan: { kind: "subnet", cidr: "10.1.0.0/24" },
        web: { ...WEB, count: 2 },
        edge: { kind: "firewall" },
        world: { kind: "internet" },
        disk: { kind: "storage", count: 2, capacityGiB: 20 },
        old: { kind: "machine", operatingSystem: "windows-11" },
      },
      [
        "web:nic lan:net bandwidthMbps=50",
        "edge:nic lan:net",
        "edge:nic world:net",
        "web:disk disk:attach",
      ],
    ),
  );

  it("makes one network each, isolated or with a way out", () => {
    expect(block(text, '"incus_network" "lan"')).toContain('"ipv4.address" = "none"');
    expect(block(text, '"incus_network" "world"')).toContain('"ipv4.nat"     = "true"');
  });

  it("makes each machine with its size, cards and volumes", () => {
    const web = block(text, '"incus_instance" "web_2"');
    expect(web).toContain('image    = "images:debian/12/cloud"');
    expect(web).toContain('"limits.memory"             = "2048MiB"');
    expect(web).toMatch(/network\s+= incus_network\.lan\.name/);
    expect(web).toContain('"limits.ingress" = "50Mbit"');
    expect(web).toMatch(/source = incus_storage_volume\.disk_2\.name/);
    expect(block(text, '"incus_storage_volume" "disk_2"')).toContain('size = "20GiB"');
  });

  it("gives each machine the scripts that Labwright's own driver runs", () => {
    const web = filesOf(text, '"incus_instance" "web_1"');
    expect(web["configure.sh"]).toContain("ip addr add '10.1.0.2/24' dev 'eth0'");
    expect(web["configure.sh"]).toContain("ip route replace 'default' via '10.1.0.1'");
    expect(web["labwright"]).toContain("sh install-nginx.sh && touch done/nginx");
    const edge = filesOf(text, '"incus_instance" "edge_1"');
    expect(edge["configure.sh"]).toContain("nft -f -");
    expect(edge["configure.sh"]).toContain("100.64.0.2/24");
    expect(edge["labwright"]).toContain("apk add nftables");
  });

  it("is text, whatever the design is called", () => {
    expect(text).toContain('description = "Labwright: Shop of $${us}"');
  });

  it("says what it has no image for", () => {
    expect(lines).toEqual([
      "mapped: 2 × network → incus_network (first at lan)",
      "mapped: 2 × volume → incus_storage_volume (first at disk-1)",
      "mapped: 4 × machine → incus_instance (first at edge)",
      "missing: image of windows-11 → Add one with cloud-init, as windows/11 (at old)",
    ]);
  });
});

it("gives ids that are the same in HCL names of their own", () => {
  const { text } = write(
    sketch("Twice", {
      "a-1": { kind: "subnet", cidr: "10.1.0.0/24" },
      a: { kind: "machine", operatingSystem: "debian-12" },
    }),
  );
  expect(text).toContain('"incus_network" "a_1"');
  expect(text).toContain('"incus_instance" "a_1_2"');
});

it("is refused where a firewall's rule names nothing", () => {
  const exported = opentofu.write!(
    sketch("Wrong", { f: { kind: "firewall", rules: [{ source: "nobody" }] } }),
    catalogue,
  );
  expect(!exported.ok && exported.error.code).toBe("design-invalid");
});

it("refuses what would grow beyond all bounds: each machine names all others", () => {
  const lan = { kind: "subnet", cidr: "10.0.0.0/16" } as const;
  const many = sketch("Many", { lan, web: { ...WEB, count: 3000 } }, ["web:nic lan:net"]);
  expect(opentofu.write!(many, catalogue)).toMatchObject({
    ok: false,
    error: { code: "export-too-large", parameters: { limit: 64 } },
  });
});
