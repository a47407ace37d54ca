/** Counts up when a client of the previous version could no longer work with the daemon. */
export const PROTOCOL_VERSION = 1;

/** The program's version, as package.json has it. */
export const LABWRIGHT_VERSION = "0.1.0";
