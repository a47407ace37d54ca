/** Counts up when a client of the previous version could no longer work with the daemon. */
export const PROTOCOL_VERSION = 1;
