import { describe, expect, it } from "vitest";
import { changedBy, newConnection, NOTHING_TYPED, typedOf, wrongIn } from "./typed-connection.ts";

const REMOTE = {
  ...NOTHING_TYPED,
  name: " Lab ",
  address: " https://lab:8443 ",
  certificate: "PEM",
};

describe("a new lab", () => {
  it("is reached by a socket, for which a name is enough", () => {
    const typed = { ...NOTHING_TYPED, name: "Lab", address: " /run/lxd/unix.socket" };
    expect(newConnection(typed)).toEqual({ driver: "incus", socket: "/run/lxd/unix.socket" });
    expect(newConnection({ ...typed, name: " " })).toBeNull();
  });

  it("is reached over the network only with a certificate and its key", () => {
    expect(newConnection(REMOTE)).toBeNull();
    expect(newConnection({ ...REMOTE, key: "KEY", fingerprint: "ab" })).toEqual({
      driver: "incus",
      url: "https://lab:8443",
      certificate: "PEM",
      key: "KEY",
      serverFingerprint: "ab",
    });
  });
});

describe("the bridge that carries VLANs", () => {
  const typed = { ...NOTHING_TYPED, name: "Lab", address: "/run/lxd", bridge: " br-lab " };
  const vlans = { bridge: "br-lab", first: 100, last: 199 };

  it("is typed with its VLANs, and shown so again", () => {
    const connection = { driver: "incus", socket: "/run/lxd", vlans } as const;
    expect(newConnection({ ...typed, vlans: "100 - 199" })).toEqual(connection);
    expect(typedOf("Lab", connection)).toMatchObject({ bridge: "br-lab", vlans: "100-199" });
    expect(changedBy({ ...typed, vlans: "7" })).toMatchObject({ vlans: { first: 7, last: 7 } });
  });

  it("is not taken without VLANs that there are", () => {
    for (const range of ["", "0-10", "20-10", "100-5000", "all"])
      expect(newConnection({ ...typed, vlans: range })).toBeNull();
  });
});

describe("a connection that is changed", () => {
  it("begins as it is, without the key, and leaves the key as it was", () => {
    const shown = { driver: "incus", url: "https://lab:8443", certificate: "PEM" } as const;
    const typed = typedOf("Lab", { ...shown, serverFingerprint: "ab" });
    expect(typed).toMatchObject({ address: "https://lab:8443", key: "", fingerprint: "ab" });
    expect(changedBy({ ...typed, fingerprint: "" })).toEqual({
      url: "https://lab:8443",
      certificate: "PEM",
      serverFingerprint: null,
      vlans: null,
    });
  });

  it("goes over to a socket, and a simulated lab has none", () => {
    const typed = typedOf("Lab", { driver: "incus", socket: "/a" });
    expect(changedBy({ ...typed, address: "/b" })).toEqual({ socket: "/b", vlans: null });
    expect(changedBy(typedOf("Lab", { driver: "simulated", hosts: 4 }))).toBeNull();
  });
});

describe("what is wrong", () => {
  it("is said of each field that has something in it", () => {
    expect(wrongIn(NOTHING_TYPED)).toEqual({});
    const good = { address: "https://lab:8443", bridge: "br-lab", vlans: "100-199" };
    expect(wrongIn({ ...NOTHING_TYPED, ...good })).toEqual({});
    expect(wrongIn({ ...NOTHING_TYPED, ...good, address: "/run/lxd" })).toEqual({});
    const bad = { address: "ftp://lab", bridge: "br lab", vlans: "199-100" };
    expect(Object.keys(wrongIn({ ...NOTHING_TYPED, ...bad }))).toEqual(Object.keys(bad));
  });
});
