import type {
  ChangedConnection,
  Connection,
  ShownConnection,
} from "../../shared/protocol/connection.ts";
import {
  readVlanBridge,
  vlanRangeText,
  type VlanBridge,
} from "../../shared/protocol/vlan-bridge.ts";

/** The way to a server as it stands in a form. */
export interface TypedConnection {
  readonly name: string;
  /** The path of a socket on the daemon's machine, or an https address. */
  readonly address: string;
  readonly certificate: string;
  readonly key: string;
  readonly fingerprint: string;
  /** Of the server, for VLANs; empty for none. */
  readonly bridge: string;
  /** Those that it carries for Labwright: `100-199`. */
  readonly vlans: string;
}

export const NOTHING_TYPED: TypedConnection = {
  name: "",
  address: "",
  certificate: "",
  key: "",
  fingerprint: "",
  bridge: "",
  vlans: "",
};

/** What a lab is reached by now, to be changed; its key is never shown. */
export function typedOf(name: string, shown: ShownConnection): TypedConnection {
  if (shown.driver === "simulated") return { ...NOTHING_TYPED, name };
  const { vlans } = shown;
  const bridge = { bridge: vlans?.bridge ?? "", vlans: vlans ? vlanRangeText(vlans) : "" };
  if ("socket" in shown) return { ...NOTHING_TYPED, name, address: shown.socket, ...bridge };
  const { url: address, certificate, serverFingerprint: fingerprint = "" } = shown;
  return { name, address, certificate, key: "", fingerprint, ...bridge };
}

/** An address that begins like a path is a socket's. */
export function isSocket({ address }: Pick<TypedConnection, "address">): boolean {
  return address.trim().startsWith("/");
}

/** What is wrong with what was typed, by field; nothing of fields that are empty yet. */
export function wrongIn(typed: TypedConnection): Partial<Record<keyof TypedConnection, string>> {
  const [address, bridge, vlans] = [typed.address.trim(), typed.bridge.trim(), typed.vlans.trim()];
  const isAddress = address === "" || isSocket(typed) || /^https:\/\/[^/\s]+/.test(address);
  return {
    ...(!isAddress && { address: "Begins with https:// or, for a socket, with /." }),
    ...(bridge !== "" &&
      readVlanBridge(bridge, "1") === null && { bridge: "A name as Linux has it: br-lab." }),
    ...(vlans !== "" &&
      readVlanBridge("br", vlans) === null && { vlans: "From 1 to 4094, such as 100-199." }),
  };
}

/** Null for none; undefined while what is typed is no bridge with VLANs. */
function typedVlans({ bridge, vlans }: TypedConnection): VlanBridge | null | undefined {
  return bridge.trim() === "" ? null : (readVlanBridge(bridge, vlans) ?? undefined);
}

/** The connection of a new lab; null while something is missing. */
export function newConnection(typed: TypedConnection): Connection | null {
  const [address, fingerprint] = [typed.address.trim(), typed.fingerprint.trim()];
  const vlans = typedVlans(typed);
  if (typed.name.trim() === "" || address === "" || vlans === undefined) return null;
  const carried = vlans === null ? {} : { vlans };
  if (isSocket(typed)) return { driver: "incus", socket: address, ...carried };
  const { certificate, key } = typed;
  if (certificate.trim() === "" || key.trim() === "") return null;
  return {
    driver: "incus",
    url: address,
    certificate,
    key,
    ...(fingerprint !== "" && { serverFingerprint: fingerprint }),
    ...carried,
  };
}

/** What of a lab's connection is to be changed; what was left empty of its certificate and key stays. */
export function changedBy(typed: TypedConnection): ChangedConnection | null {
  const [address, fingerprint] = [typed.address.trim(), typed.fingerprint.trim()];
  const vlans = typedVlans(typed);
  if (address === "" || vlans === undefined) return null;
  if (isSocket(typed)) return { socket: address, vlans };
  return {
    url: address,
    ...(typed.certificate.trim() !== "" && { certificate: typed.certificate }),
    ...(typed.key.trim() !== "" && { key: typed.key }),
    serverFingerprint: fingerprint === "" ? null : fingerprint,
    vlans,
  };
}
