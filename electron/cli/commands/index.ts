import { or } from "@optique/core/constructs";
import { check } from "./check.ts";
import { complete } from "./complete.ts";
import { daemon } from "./daemon.ts";
import { down } from "./down.ts";
import { exec } from "./exec.ts";
import { fit } from "./fit.ts";
import { pool } from "./pool.ts";
import { quote } from "./quote.ts";
import { rules } from "./rules.ts";
import { schema } from "./schema.ts";
import { status } from "./status.ts";
import { token } from "./token.ts";
import { up } from "./up.ts";
import { user } from "./user.ts";

/** The command line: one of these verbs. */
export const COMMANDS = or(
  daemon,
  check,
  complete,
  quote,
  fit,
  up,
  status,
  exec,
  down,
  pool,
  user,
  token,
  rules,
  schema,
);
