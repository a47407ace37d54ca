/**
 * Node's own, without the cost of importing it: of a module of Node's an import reads whatever it exports, and one of
 * `node:http`'s loads all of undici, which takes longer than anything else that a starting daemon loads of Node.
 */
export const http = process.getBuiltinModule("node:http");
export const https = process.getBuiltinModule("node:https");
