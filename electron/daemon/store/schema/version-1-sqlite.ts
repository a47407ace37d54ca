/**
 * What is held of the new claim's resource while its window lasts, at its highest. The level only changes where
 * a claim starts or ends, so a running sum over those instants is exact; at equal instants ends come first,
 * because windows are half-open. A claim whose environment is not removed yet outlasts its own window:
 * it counts up to the moment at which the new one is made.
 */
const peak = `
  SELECT coalesce(max(level), 0) FROM (
    SELECT sum(delta) OVER (ORDER BY at, delta ROWS UNBOUNDED PRECEDING) AS level FROM (
      SELECT start_at AS at, quantity AS delta FROM claims
        WHERE resource = NEW.resource AND start_at < NEW.end_at
          AND max(end_at, NEW.made_at + 1) > NEW.start_at
      UNION ALL
      SELECT max(end_at, NEW.made_at + 1) AS at, -quantity AS delta FROM claims
        WHERE resource = NEW.resource AND start_at < NEW.end_at
          AND max(end_at, NEW.made_at + 1) > NEW.start_at))`;

const capacity = `coalesce((SELECT capacity FROM resources WHERE id = NEW.resource), 0)`;

/** Never below the peak and much cheaper: where even this fits, the peak need not be known. */
const sum = `
  SELECT coalesce(sum(quantity), 0) FROM claims
    WHERE resource = NEW.resource AND start_at < NEW.end_at
      AND max(end_at, NEW.made_at + 1) > NEW.start_at`;

const refuse = (name: string, what: string, condition = ""): string =>
  `CREATE TRIGGER ${name} BEFORE ${what} ${condition}
   BEGIN SELECT RAISE(ABORT, 'append-only:${name}'); END`;

/** What SQLite itself refuses, whatever the code above it does. */
export const guards = [
  `CREATE TRIGGER claims_fit BEFORE INSERT ON claims
   WHEN (${sum}) + NEW.quantity > (${capacity}) AND (${peak}) + NEW.quantity > (${capacity})
   BEGIN SELECT RAISE(ABORT, 'double-booking:' || NEW.resource); END`,
  refuse("claims_never_change", "UPDATE ON claims"),
  refuse("events_never_change", "UPDATE ON events"),
  refuse("events_stay", "DELETE ON events"),
  refuse("rate_cards_never_change", "UPDATE ON rate_cards"),
  refuse("rate_cards_stay", "DELETE ON rate_cards"),
  refuse(
    "statement_stays",
    "UPDATE OF statement ON environments",
    "WHEN OLD.statement IS NOT NULL",
  ),
  refuse("environments_stay", "DELETE ON environments"),
  refuse("usage_stays", "DELETE ON usage_segments"),
  refuse("closed_usage_stays", "UPDATE ON usage_segments", "WHEN OLD.end_at IS NOT NULL"),
] as const;
