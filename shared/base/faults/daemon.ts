import type { FaultEntry } from "./fault-entry.ts";

/** The daemon itself: its start, its store, its options. */
export const DAEMON_FAULTS = {
  "daemon-unreachable": {
    what: "No Labwright daemon answers at {address}",
    remedy:
      "Start one with `labwright daemon`, or open the desktop app; designing works without it.",
    status: 503,
  },
  "answer-lost": {
    what: "The connection was lost before the daemon answered",
    why: "What was asked for may have been done.",
    remedy: "Look whether it was, once this is connected again; if not, ask again.",
    status: 503,
  },
  "data-directory-locked": {
    what: "Another daemon uses the data directory {path}",
    remedy: "Stop the other daemon, or give this one its own --data directory.",
    status: 409,
  },
  "port-in-use": {
    what: "Port {port} on {host} is in use",
    remedy: "Stop what uses it, or choose another with --listen.",
    status: 409,
  },
  "cannot-listen": {
    what: "The daemon cannot listen on {host} port {port}",
    why: "{detail}",
    remedy: "Give it an address of this machine with --listen, or a port it may use.",
    status: 500,
  },
  "tls-required": {
    what: "Listening on {host} would send tokens over the network in the clear",
    remedy: "Give the daemon --tls-certificate and --tls-key, or listen on 127.0.0.1.",
    status: 500,
  },
  "option-invalid": {
    what: "The option {option} is wrong",
    why: "{detail}",
    remedy: "See `labwright daemon --help`.",
    status: 400,
  },
  "store-failed": {
    what: "The database failed",
    why: "{detail}",
    remedy:
      "Free space, mend the disk or start the database server, then start the daemon again; what was acknowledged is safe.",
    status: 503,
  },
  "store-from-future": {
    what: "The database was written by a newer Labwright (schema {version}, this one knows {supported})",
    remedy: "Update this daemon; it will not touch the data.",
    status: 409,
  },
} as const satisfies Record<string, FaultEntry>;
