/** The sentences of one expected failure. */
export interface FaultEntry {
  /** What happened; `{name}` is filled from the parameters, `{count:time|times}` by how many. No full stop. */
  readonly what: string;
  /** Why it happened, a whole sentence. */
  readonly why?: string;
  /** What to do about it, a whole sentence. */
  readonly remedy: string;
  /** The HTTP status that carries it to scripts. */
  readonly status: number;
}
