export const STATEMENT_FORMAT = "labwright-statement";
export const STATEMENT_VERSION = 1;
/** Of its files, without the dot. Browsers let pages ask for extensions of letters only, 15 at most. */
export const STATEMENT_EXTENSION = "labstatement";
