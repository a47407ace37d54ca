/** One word of POSIX shell, whatever is in it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Feeds lines to a command. The delimiter is quoted, so the shell leaves the text alone. */
export function feed(command: string, lines: readonly string[]): string {
  return [`${command} <<'LABWRIGHT_END'`, ...lines, "LABWRIGHT_END"].join("\n");
}

/** What every script starts with: stop at the first failure, and `fail` to say why. */
export const PRELUDE = `set -eu
fail() { echo "$1" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }`;
