interface FaultEntry {
  /** What happened; `{name}` is filled from the parameters. No full stop. */
  readonly what: string;
  /** Why it happened, a whole sentence. */
  readonly why?: string;
  /** What to do about it, a whole sentence. */
  readonly remedy: string;
  /** The HTTP status that carries it to scripts. */
  readonly status: number;
}

/** Every expected failure: its code and its sentences. Codes never change their meaning. */
export const FAULT_TEXTS = {
  // Files
  "file-too-large": {
    what: "The file is {size} MiB; the limit is {limit} MiB",
    remedy: "Check that it is the file you meant; a design of 10,000 nodes is about 5 MiB.",
    status: 413,
  },
  "file-not-json": {
    what: "The file is not valid JSON",
    why: "{detail}",
    remedy:
      "If it was cut off or damaged, open its previous version from the list of recent files.",
    status: 422,
  },
  "file-not-design": {
    what: "The file is not a Labwright design",
    why: "{detail}",
    remedy: "Open a file that Labwright saved; it starts with the format name labwright-design.",
    status: 422,
  },
  "file-not-xml": {
    what: "The file is not well-formed XML",
    why: "{detail}",
    remedy: "Check that it was saved whole; the program that wrote it should open it too.",
    status: 422,
  },
  "xml-refused": {
    what: "The file is not read, because reading it would not be safe",
    why: "{detail}",
    remedy: "Take that out of the file; no format that Labwright reads needs it.",
    status: 422,
  },
  "file-from-future": {
    what: "The design has format version {version}; this Labwright reads up to {supported}",
    remedy: "Update Labwright, or ask the author to export for version {supported}.",
    status: 422,
  },
  "design-invalid": {
    what: "The design has a value that does not fit its schema",
    why: "{detail}",
    remedy: "Correct the value at that place; nothing of the file was changed.",
    status: 422,
  },
  "file-binary": {
    what: "The file is not text",
    remedy: "Choose the lab's own file; an archive must be unpacked first, and text be UTF-8.",
    status: 422,
  },
  "export-too-many": {
    what: "Machine by machine, the design has more than {limit} nodes and links",
    remedy: "This format knows no count; export as a table, or a smaller part of the design.",
    status: 422,
  },
  "catalogue-invalid": {
    what: "The lab's own catalogue has a value that does not fit",
    why: "{detail}",
    remedy: "Correct it at that place, or make it anew with `labwright import --catalogue`.",
    status: 422,
  },
  "source-too-large": {
    what: "The file is {size} MiB; files of other programs are read up to {limit} MiB",
    remedy: "Check that it is the file you meant; a lab of 10,000 nodes is about 5 MiB.",
    status: 413,
  },
  "source-too-many": {
    what: "The file has more than {limit} nodes and links",
    remedy: "Divide the lab into several files and import them one by one.",
    status: 413,
  },
  "file-not-yaml": {
    what: "The file is not valid YAML",
    why: "{detail}",
    remedy: "Correct the file at that place, or export it again from the program it comes from.",
    status: 422,
  },
  "yaml-refused": {
    what: "The file is refused for safety",
    why: "{detail}",
    remedy: "No lab needs that; use a file from a source you trust.",
    status: 422,
  },
  "format-unknown": {
    what: "The file is in no format that Labwright reads",
    why: "{detail}",
    remedy: "Labwright reads: {formats}.",
    status: 422,
  },
  "format-misfit": {
    what: "The file cannot be read as {format}",
    why: "{detail}",
    remedy: "Correct the file at that place, or export it again from the program it comes from.",
    status: 422,
  },
  "format-not-written": {
    what: "Labwright does not write {format}",
    remedy: "Choose one of: {formats}.",
    status: 400,
  },
  "file-not-found": {
    what: "There is no file {path}",
    remedy: "Check the name and the folder.",
    status: 404,
  },
  "file-unreadable": {
    what: "The file cannot be read",
    why: "{detail}",
    remedy: "Check that it is a file and that you may read it.",
    status: 422,
  },
  "file-write-failed": {
    what: "The file could not be saved",
    why: "{detail}",
    remedy:
      "The previous version is untouched and your work stays open. Free space or save it elsewhere.",
    status: 507,
  },
  "file-changed": {
    what: "The file {path} was changed by another window or program",
    why: "Saving now would overwrite what is in it.",
    remedy: "Compare, then reload it, or keep yours and save again.",
    status: 409,
  },
  "file-is-damaged": {
    what: "The damaged file {path} is left as it is",
    remedy: "Save what could be read under another name.",
    status: 409,
  },
  "version-damaged": {
    what: "That version cannot be read any more",
    remedy: "Choose another one of the list.",
    status: 422,
  },
  "picture-failed": {
    what: "The picture could not be made",
    why: "{detail}",
    remedy: "Choose a smaller size, or export as SVG, which has no limit.",
    status: 500,
  },
  "nothing-to-complete": {
    what: "There is neither a design nor a service to complete",
    remedy: "Name a design file, or a service with --service and --users.",
    status: 422,
  },
  // Sending and running
  "design-has-errors": {
    what: "The design has {count} errors",
    remedy: "Open the problems list and mend or quick-fix each of them, then send it again.",
    status: 409,
  },
  "does-not-fit": {
    what: "The pool {pool} cannot hold the design in that window",
    why: "{detail}",
    remedy: "Make the design smaller, choose another window or pool, or free what is held.",
    status: 409,
  },
  "double-booking": {
    what: "Somebody else reserved {resource} in that window a moment ago",
    remedy: "Check again: Labwright will choose other resources if there are any.",
    status: 409,
  },
  "no-rate": {
    what: "The rate card has no rate for {item}",
    remedy: "Ask the lab admin to add a rate, or choose another item.",
    status: 409,
  },
  "window-invalid": {
    what: "The window ends before it starts, or has passed",
    remedy: "Choose an end after the start and after now.",
    status: 422,
  },
  "environment-not-ready": {
    what: "The environment is {state}",
    remedy: "Wait until it is ready, then try again.",
    status: 409,
  },
  "node-not-running": {
    what: "The machine {node} is {state}",
    remedy: "Wait until it is running, then try again.",
    status: 409,
  },
  "pool-in-use": {
    what: "The pool {pool} holds environments",
    remedy: "Release them, or wait until they end, then remove it.",
    status: 409,
  },
  "last-operator": {
    what: "That would leave the tenant without an operator",
    remedy: "Give another user the role first.",
    status: 409,
  },
  // Drivers
  "not-supported": {
    what: "The pool {pool} has no {what}",
    remedy: "Only pools that can do it offer it.",
    status: 409,
  },
  "driver-unreachable": {
    what: "The {driver} server does not answer",
    why: "{detail}",
    remedy: "Check that it runs and that the daemon may reach it; Labwright keeps trying.",
    status: 503,
  },
  "driver-refused": {
    what: "The {driver} server refused {action}",
    why: "{detail}",
    remedy: "The reason above comes from the server; Labwright tries again where that can help.",
    status: 502,
  },
  "image-missing": {
    what: "The pool has no image for {operatingSystem} on {architecture}",
    remedy:
      "Import an image with the alias {alias} into the server, or choose another operating system.",
    status: 409,
  },
  "console-unavailable": {
    what: "The console of {node} was lost",
    why: "{detail}",
    remedy: "Open it again; the machine itself is not affected.",
    status: 503,
  },
  "host-down": {
    what: "The host {host} does not answer",
    remedy: "Labwright retries; if it stays away the lab admin must look at the host.",
    status: 503,
  },
  "disk-full": {
    what: "The disk of {host} is full",
    remedy: "Free space on the host; Labwright retries.",
    status: 507,
  },
  // Protocol
  unauthenticated: {
    what: "The daemon does not know you",
    remedy: "Check the token; a lab admin or operator can issue a new one.",
    status: 401,
  },
  "session-ended": {
    what: "The daemon does not know this page, or does not know it any more",
    why: "A session lasts until the daemon or the tab is closed.",
    remedy:
      "Open the address with its code again: press Enter where `npm start` runs and it prints a new one.",
    status: 401,
  },
  forbidden: {
    what: "Your role may not do that",
    why: "It needs one of: {roles}.",
    remedy: "Ask an operator of your tenant for the role.",
    status: 403,
  },
  "not-found": {
    what: "There is no {what} {id}",
    remedy: "It may have been removed; refresh the list.",
    status: 404,
  },
  "input-invalid": {
    what: "The request does not fit the protocol",
    why: "{detail}",
    remedy: "Update the client, or correct the value at that place.",
    status: 400,
  },
  "protocol-version": {
    what: "The daemon speaks protocol {daemon}, this client {client}",
    remedy: "Update the older of the two.",
    status: 426,
  },
  "too-many-requests": {
    what: "Too many requests",
    remedy: "Wait {seconds} s and try again.",
    status: 429,
  },
  resynchronise: {
    what: "This client fell too far behind the events",
    remedy: "It fetches the present state again and goes on from there.",
    status: 409,
  },
  "idempotency-conflict": {
    what: "The idempotency key was used for another request",
    remedy: "Use a new key for a new request.",
    status: 409,
  },
  ambiguous: {
    what: "There are several {what}s: {names}",
    remedy: "Name one of them; its id is always unique.",
    status: 409,
  },
  "already-exists": {
    what: "There is a {what} {id} already",
    remedy: "Choose another name.",
    status: 409,
  },
  // Daemon
  "daemon-unreachable": {
    what: "No Labwright daemon answers at {address}",
    remedy:
      "Start one with `labwright daemon`, or open the desktop app; designing works without it.",
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
    what: "The database could not store a change",
    why: "{detail}",
    remedy:
      "Free space or mend the disk, then start the daemon again; what was acknowledged is safe.",
    status: 503,
  },
  "store-from-future": {
    what: "The database was written by a newer Labwright (schema {version}, this one knows {supported})",
    remedy: "Update this daemon; it will not touch the data.",
    status: 409,
  },
  // Components
  "component-empty": {
    what: "A component needs at least one node",
    remedy: "Select the nodes that belong together, then save them as a component.",
    status: 422,
  },
  "component-in-itself": {
    what: "{name} would hold itself",
    why: "A component cannot be used inside itself, not even through another one.",
    remedy: "Detach the use of it first, or save under a new name.",
    status: 422,
  },
  "component-without-id": {
    what: "{name} is a design, but no component yet",
    remedy: "Open it in the window and save it as a component.",
    status: 422,
  },
  "component-incomplete": {
    what: "{name} uses a component that did not come with it",
    remedy: "Save it again from a design that carries every component it uses.",
    status: 422,
  },
  "component-too-large": {
    what: "{name} is {size} KiB; the limit is {limit} KiB",
    remedy: "Save a part of it as a component of its own.",
    status: 413,
  },
  "component-expands-too-far": {
    what: "{name} stands for more than one design can hold",
    why: "Counts inside counts multiply.",
    remedy: "Lower a count inside it.",
    status: 422,
  },
  "component-published": {
    what: "{name} is published to all tenants",
    remedy: "Let an operator withdraw it first.",
    status: 409,
  },
  "library-full": {
    what: "The library has {limit} versions, which is as many as it keeps",
    remedy: "Remove versions that nobody needs any more.",
    status: 409,
  },
  "sqlite-missing": {
    what: "This runtime has no embedded SQLite",
    remedy: "Run the daemon with Node 24 or give it a PostgreSQL: --database postgres://…",
    status: 500,
  },
  internal: {
    what: "Labwright met a bug of its own",
    why: "{detail}",
    remedy: "Your work is safe. Please report it with the log line {reference}.",
    status: 500,
  },
} as const satisfies Record<string, FaultEntry>;
