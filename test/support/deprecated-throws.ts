const THROW = "--throw-deprecation";

// In each test process and every Node that it starts: what a library is about to refuse is an error already, with its
// stack, and not a line of a log that nobody reads.
process.throwDeprecation = true;
const options = process.env["NODE_OPTIONS"] ?? "";
if (!options.includes(THROW)) process.env["NODE_OPTIONS"] = `${options} ${THROW}`.trim();
