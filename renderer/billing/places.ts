/** What the bills' view shows beside bills. No bill has such a number. */
const PLACES = ["budgets", "customers", "disputes", "reports"] as const;
export type Place = (typeof PLACES)[number];

export function isPlace(shown: string): shown is Place {
  return PLACES.some((place) => place === shown);
}
