import { expect, test } from "vitest";
import type { DesiredInstance, DesiredState } from "../../../../../shared/plan/desired.ts";
import { runCommand, splitWords } from "./commands.ts";
import { openShell } from "./session.ts";

function machine(
  hostname: string,
  addresses: readonly [string, string][],
  via?: string,
): DesiredInstance {
  return {
    id: `${hostname}.1`,
    node: hostname,
    ordinal: 1,
    hostname,
    host: "h",
    architecture: "amd64",
    cores: 2,
    memoryMiB: 512,
    diskGiB: 4,
    operatingSystem: "debian-13",
    images: [],
    applications: [],
    interfaces: addresses.map(([network, address], index) => ({
      name: `eth${index}`,
      network,
      address,
      mac: "02:00:00:00:00:01",
      limitMbps: null,
    })),
    routes: via === undefined ? [] : [{ destination: "default", via }],
    forwards: addresses.length > 1,
    filter: null,
    balancer: null,
    volumes: [],
  } satisfies DesiredInstance;
}

const a = machine("a", [["red", "10.0.0.2/24"]], "10.0.0.1");
const b = machine("b", [["blue", "10.1.0.2/24"]], "10.1.0.1");
const alone = machine("alone", [["red", "10.0.0.9/24"]]);
const router = machine("router", [
  ["red", "10.0.0.1/24"],
  ["blue", "10.1.0.1/24"],
]);
const subnet = (id: string, cidr: string) =>
  ({ id, name: id, type: "subnet", cidr, vlan: null }) as const;
const desired: DesiredState = {
  networks: [subnet("red", "10.0.0.0/24"), subnet("blue", "10.1.0.0/24")],
  volumes: [],
  instances: [a, b, alone, router],
};
const on = (instance: DesiredInstance, line: string) =>
  runCommand({ instance, desired, uptime: 0 }, splitWords(line));

test.each([
  [a, "10.0.0.9", 0],
  [a, "10.1.0.2", 0],
  [a, "b", 0],
  [b, "a", 0],
  [alone, "a", 0],
  [alone, "b", 1],
  [a, "10.1.0.77", 1],
  [a, "192.0.2.1", 1],
  [a, "nonsense", 1],
])("$hostname pings %s", (instance, target, code) => {
  expect(on(instance, `ping -c1 ${target}`).code).toBe(code);
});

test("knows its own name, addresses and routes, and nothing it does not imitate", () => {
  expect(on(a, "hostname").stdout).toBe("a\n");
  expect(on(router, "ip addr").stdout).toContain("inet 10.1.0.1/24");
  expect(on(a, "ip route").stdout).toBe("default via 10.0.0.1\n");
  expect(on(a, "sh -c 'echo one two'").stdout).toBe("one two\n");
  expect(on(a, "gcc x.c")).toMatchObject({
    code: 127,
    stderr: expect.stringContaining("simulated") as string,
  });
  expect(on(a, "constructor").code).toBe(127);
});

function shell(terminal: boolean) {
  const said = { text: "", code: null as number | null };
  const session = openShell({
    machine: () => ({ instance: a, desired, uptime: 0 }),
    terminal,
    write: (_, text) => (said.text += text),
    exit: (code) => (said.code = code),
  });
  return { said, type: (text: string) => session.feed(new TextEncoder().encode(text)), session };
}

test("a terminal echoes, edits the line, and says that the machine is simulated", () => {
  const { said, type } = shell(true);
  expect(said.text).toContain("simulated");
  type("hostnamX\u007Fe\r");
  expect(said.text).toContain("\r\na\r\n");
  type("nonsense\u0003");
  expect(said.text).toContain("^C");
  type("false\rexit\r");
  expect(said.code).toBe(1);
});

test("a pipe runs its lines and ends with the last one's code", () => {
  const { said, type, session } = shell(false);
  type("echo hel");
  type("lo\nping 10.9.9.9");
  session.end();
  expect(said).toEqual({ text: expect.stringMatching(/^hello\nPING/) as string, code: 1 });
});
