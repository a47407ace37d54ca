const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const SECOND = 1000;

/** Every limit of the server in one place; tests lower them. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  /** What an unknown peer may send. */
  bodyBeforeLogin: 4 * KIBIBYTE,
  /** A frame or a body of a known one: a design of 10,000 nodes is about 4 MiB. */
  message: 4 * MEBIBYTE,
  fragments: 64,
  bufferedChunks: 4096,
  closing: 5 * SECOND,
  /** With more than this waiting to be read, a client that takes nothing of it in `stalled` is cut. */
  unsent: 1 * MEBIBYTE,
  stalled: 5 * SECOND,
  /** With this much waiting it is cut at once. */
  unsentAtMost: 32 * MEBIBYTE,
  /** Between two pings; a client from which nothing has come since the last two is gone. */
  heartbeat: 20 * SECOND,
  /** How often open connections are checked against the store, which another daemon may have changed. */
  revalidation: 60 * SECOND,
  ticket: 30 * SECOND,
  code: 30 * SECOND,
  /** A browser's session. */
  idle: 30 * 60 * SECOND,
  absolute: 12 * 60 * 60 * SECOND,
  connections: 2000,
  connectionsPerUser: 512,
  streamsPerConnection: 64,
  messagesPerSecond: 50,
  messageBurst: 200,
  failedLoginsPerMinute: 20,
  /** A subscriber further behind than this many events starts again from the present state. */
  eventsBehind: 20_000,
} as const;

export type Limits = { readonly [K in keyof typeof LIMITS]: number };
