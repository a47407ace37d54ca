import type { FaultEntry } from "./fault-entry.ts";

/** Reading and writing files, ours and those of other programs. */
export const FILE_FAULTS = {
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
  "export-too-large": {
    what: "The file would be larger than {limit} MiB",
    why: "In it, each machine names all others and the ways to them.",
    remedy: "Divide the design into several, or choose another format.",
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
  "file-empty": {
    what: "The file is empty",
    remedy: "Choose another file, or write it anew.",
    status: 422,
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
  "file-exists": {
    what: "The file {path} is there already",
    remedy: "Choose another name, or say --force to replace it.",
    status: 409,
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
  "inventory-unreadable": {
    what: "The file is no inventory of a lab",
    why: "{detail}",
    remedy:
      "Give a CSV file with one thing a row and a heading over each column, or YAML or JSON with lists of racks, devices and cables.",
    status: 422,
  },
  "inventory-has-errors": {
    what: "The inventory has {count} errors, so nothing of it was taken over",
    why: "{detail}",
    remedy: "Mend the rows that the preview names, then import the file again.",
    status: 422,
  },
  "inventory-too-large": {
    what: "The inventory has {size} characters; the limit is {limit}",
    remedy:
      "Check that it is the file you meant, or divide it by site and import the parts one after the other.",
    status: 413,
  },
  "inventory-too-long": {
    what: "The inventory has more than {limit} rows",
    remedy: "Check that it is the file you meant, or divide it by site.",
    status: 413,
  },
} as const satisfies Record<string, FaultEntry>;
