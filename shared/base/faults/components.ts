import type { FaultEntry } from "./fault-entry.ts";

/** Reusable components and completion. */
export const COMPONENT_FAULTS = {
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
  "component-not-parkable": {
    what: "{name} leaves none of its machines to its uses to park",
    why: "What a component does not leave to its uses is as its author wants it.",
    remedy:
      "Open the component, leave the property Parked of its machines to its uses, save it as a new version and use that; or detach this use and park its machines themselves.",
    status: 409,
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
  "component-nested-too-deep": {
    what: "{name} holds components in components, more than {limit} levels deep",
    remedy: "Detach the uses on some of the levels, so that fewer lie in each other.",
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
