const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At most `digits` decimals, none that are zero: 1.5, 2, 0.25. */
function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** Memory, given in MiB: `512 MiB`, `1.5 GiB`, `2 TiB`. */
export function formatMebibytes(mebibytes: number): string {
  if (mebibytes < 1024) return `${trimmed(mebibytes, 1)} MiB`;
  return formatGibibytes(mebibytes / 1024);
}

/** Disk space, given in GiB: `20 GiB`, `1.5 TiB`, `2.1 PiB`. */
export function formatGibibytes(gibibytes: number): string {
  if (gibibytes < 1024) return `${trimmed(gibibytes, 2)} GiB`;
  const tebibytes = gibibytes / 1024;
  return tebibytes < 1024 ? `${trimmed(tebibytes, 2)} TiB` : `${trimmed(tebibytes / 1024, 2)} PiB`;
}

/** Speed, given in Mb/s: `100 Mb/s`, `2.5 Gb/s`. */
export function formatMegabits(megabits: number): string {
  return megabits < 1000 ? `${trimmed(megabits, 2)} Mb/s` : `${trimmed(megabits / 1000, 2)} Gb/s`;
}

const AMOUNTS: Readonly<Record<string, (amount: number) => string>> = {
  MiB: formatMebibytes,
  GiB: formatGibibytes,
  "Mb/s": formatMegabits,
};

/** An amount in a unit, in the unit in which it is short: 40000 `Mb/s` is `40 Gb/s`. What is no number stays. */
export function formatAmount(amount: string | number, unit: string): string {
  const format = AMOUNTS[unit];
  const number = Number(amount);
  return format === undefined || !Number.isFinite(number) || number < 0
    ? `${amount} ${unit}`.trim()
    : format(number);
}

/** Amounts that stand beside each other: those that differ are written so that one sees it. */
export function formatAmounts(
  amounts: readonly (string | number)[],
  unit: string,
): readonly string[] {
  const short = amounts.map((amount) => formatAmount(amount, unit));
  const isTold = new Set(short).size === new Set(amounts.map(String)).size;
  return isTold ? short : amounts.map((amount) => `${amount} ${unit}`.trim());
}

/** An exact length of time, given in milliseconds: `4 h`, `1 d 2 h 5 min`, `0.25 s`. */
export function formatDuration(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, milliseconds);
  for (const [length, name] of [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "min"],
  ] as const) {
    const whole = Math.floor(rest / length);
    if (whole > 0) parts.push(`${whole} ${name}`);
    rest -= whole * length;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${trimmed(rest / SECOND, 3)} s`);
  return parts.join(" ");
}
