import { or } from "@optique/core/constructs";
import { apply } from "./apply.ts";
import { bill } from "./bill.ts";
import { budget } from "./budget.ts";
import { calendar } from "./calendar.ts";
import { cancel } from "./cancel.ts";
import { check } from "./check.ts";
import { complete } from "./complete.ts";
import { component } from "./component.ts";
import { customer } from "./customer.ts";
import { daemon } from "./daemon.ts";
import { dispute } from "./dispute.ts";
import { down } from "./down.ts";
import { exec } from "./exec.ts";
import { exportFile } from "./export.ts";
import { extend } from "./extend.ts";
import { fit } from "./fit.ts";
import { importLab } from "./import.ts";
import { park, resume } from "./park.ts";
import { pool } from "./pool.ts";
import { queue } from "./queue.ts";
import { quota } from "./quota.ts";
import { quote } from "./quote.ts";
import { rate } from "./rate.ts";
import { rates } from "./rates.ts";
import { reserve } from "./reserve.ts";
import { rules } from "./rules.ts";
import { schema } from "./schema.ts";
import { statement } from "./statement.ts";
import { status } from "./status.ts";
import { token } from "./token.ts";
import { up } from "./up.ts";
import { usage } from "./usage.ts";
import { user } from "./user.ts";

// `or` takes fifteen at most, so they are asked in groups, as they stand in the help.
const LABS = or(
  daemon,
  fit,
  up,
  apply,
  park,
  resume,
  status,
  exec,
  down,
  pool,
  component,
  user,
  token,
);
const DESIGNS = or(check, complete, quote, rate, rates, importLab, exportFile, rules, schema);

const CALENDAR = or(reserve, calendar, extend, cancel, queue, quota);

const MONEY = or(usage, statement, bill, dispute, budget, customer);

/** The command line: one of these verbs. */
export const COMMANDS = or(DESIGNS, LABS, CALENDAR, MONEY);
