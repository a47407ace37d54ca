/** What the solver to beat needed and found, from FIGURES.md beside its inputs. */
export interface Recorded {
  readonly top: string;
  readonly ptop: string;
  /** Seconds with production flags, the fastest of five seeds. */
  readonly seconds: number;
  /** Violations in words; none where it says so. */
  readonly violations: string;
  /** Links between switches of its valid results, where they are known. */
  readonly links?: number;
}

export const RECORDED: readonly Recorded[] = [
  { top: "rnd20", ptop: "small500", seconds: 0.1, violations: "0" },
  { top: "rnd50", ptop: "small500", seconds: 0.23, violations: "1 on 4 of 5 seeds", links: 14 },
  { top: "rnd100", ptop: "small500", seconds: 0.72, violations: "1–3", links: 63 },
  { top: "rnd200", ptop: "small500", seconds: 1.6, violations: "7–9" },
  { top: "rnd50", ptop: "big1000", seconds: 0.09, violations: "0" },
  { top: "rnd100", ptop: "big1000", seconds: 0.14, violations: "0" },
  { top: "rnd200", ptop: "big1000", seconds: 0.23, violations: "0" },
  { top: "rnd500", ptop: "small1000", seconds: 19, violations: "31–32" },
  { top: "lan50", ptop: "small500", seconds: 0.29, violations: "0" },
  { top: "lan100", ptop: "small500", seconds: 0.36, violations: "0" },
  { top: "lan200", ptop: "small500", seconds: 1.61, violations: "0" },
];

/** A LAN of 20 machines on so many hosts, in seconds. */
export const RECORDED_LAN_20 = [
  { hosts: 100, seconds: 0.01 },
  { hosts: 1000, seconds: 0.11 },
  { hosts: 5000, seconds: 0.42 },
] as const;
