/**
 * The same guard as in version-1-sqlite.ts. The row lock on the resource makes concurrent claims of it queue
 * up, and each statement of a PL/pgSQL function sees what has been committed when it starts. Resources of
 * which there is only one are also under an exclusion constraint, which holds without any of our code.
 */
const claimsFit = `
  CREATE FUNCTION claims_fit() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE available bigint; peak bigint;
  BEGIN
    SELECT capacity INTO available FROM resources WHERE id = NEW.resource FOR UPDATE;
    SELECT coalesce(max(level), 0) INTO peak FROM (
      SELECT sum(delta) OVER (ORDER BY at, delta ROWS UNBOUNDED PRECEDING) AS level FROM (
        SELECT start_at AS at, quantity AS delta FROM claims
          WHERE resource = NEW.resource AND start_at < NEW.end_at
            AND greatest(end_at, NEW.made_at + 1) > NEW.start_at
        UNION ALL
        SELECT greatest(end_at, NEW.made_at + 1) AS at, -quantity AS delta FROM claims
          WHERE resource = NEW.resource AND start_at < NEW.end_at
            AND greatest(end_at, NEW.made_at + 1) > NEW.start_at) AS changes) AS levels;
    IF peak + NEW.quantity > coalesce(available, 0) THEN
      RAISE EXCEPTION 'double-booking:%', NEW.resource USING ERRCODE = 'exclusion_violation';
    END IF;
    NEW.exclusive := available = 1;
    RETURN NEW;
  END $$`;

const refuse = (name: string, what: string, condition = ""): string =>
  `CREATE TRIGGER ${name} BEFORE ${what} FOR EACH ROW ${condition}
   EXECUTE FUNCTION refuse_change()`;

/** What PostgreSQL itself refuses, whatever the code above it does. */
export const guards = [
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,
  `ALTER TABLE claims ADD COLUMN exclusive boolean NOT NULL DEFAULT false`,
  `ALTER TABLE claims ADD CONSTRAINT claims_exclusive EXCLUDE USING gist
     (resource WITH =, int8range(start_at, end_at) WITH &&) WHERE (exclusive)`,
  claimsFit,
  `CREATE TRIGGER claims_fit BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION claims_fit()`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'append-only:%', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
   END $$`,
  refuse("claims_never_change", "UPDATE ON claims"),
  refuse("events_never_change", "UPDATE OR DELETE ON events"),
  refuse("rate_cards_never_change", "UPDATE OR DELETE ON rate_cards"),
  refuse(
    "statement_stays",
    "UPDATE OF statement ON environments",
    "WHEN (OLD.statement IS NOT NULL)",
  ),
  refuse("environments_stay", "DELETE ON environments"),
  refuse("usage_stays", "DELETE ON usage_segments"),
  refuse("closed_usage_stays", "UPDATE ON usage_segments", "WHEN (OLD.end_at IS NOT NULL)"),
] as const;
