import type { FaultEntry } from "./fault-entry.ts";

/** Statement files, and what is said about their lines. */
export const STATEMENT_FAULTS = {
  "statement-damaged": {
    what: "The statement is not as it was written",
    why: "{detail}",
    remedy: "Get it again from the lab; nothing in this one can be relied upon.",
    status: 422,
  },
  "statement-from-future": {
    what: "The statement has format version {version}; this Labwright reads up to {supported}",
    remedy: "Update Labwright, then open it again.",
    status: 422,
  },
  "statement-too-large": {
    what: "The statement is {size} MiB; the limit is {limit} MiB",
    remedy: "Ask the lab for statements of shorter times.",
    status: 413,
  },
  "notes-damaged": {
    what: "The file of notes is not as it was written",
    why: "{detail}",
    remedy: "Save the notes again where they were made; nothing of this file was taken over.",
    status: 422,
  },
  "export-failed": {
    what: "It could not be written in that format",
    why: "{detail}",
    remedy: "Choose another format, or try again when the lab can be reached.",
    status: 503,
  },
} as const satisfies Record<string, FaultEntry>;
