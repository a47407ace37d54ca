import { useEffect, type ReactNode } from "react";
import { followBills } from "../billing/keep-bills.ts";
import { tellBudgets } from "../billing/tell-budgets.ts";
import { BookDialog } from "../calendar/BookDialog.tsx";
import { followCalendars } from "../calendar/keep-calendar.ts";
import { tellReservations } from "../calendar/tell-reservations.ts";
import { tellLab } from "../lab/tell-lab.ts";
import { ApplyDialog } from "./ApplyDialog.tsx";
import { keepCache } from "./cache.ts";
import { connect } from "./connection.ts";
import { followDesigns } from "./follow-designs.ts";
import { followStatements } from "./lab-statements.ts";
import { learnCharges } from "./learn-charges.ts";
import { learnComponents } from "./learn-components.ts";
import { learnReference } from "./learn-reference.ts";
import { learnTimelines } from "./learn-timelines.ts";
import { tellPresence } from "./presence.ts";
import { daemonRoute } from "./route.ts";
import { daemonNow } from "./running-charge.ts";
import { SendDialog } from "./SendDialog.tsx";

/** Mounted once: keeps the connection and what it said, and holds the dialogs of the live side. */
export function Background(): ReactNode {
  useEffect(() => keepCache(), []);
  useEffect(() => learnReference(), []);
  useEffect(() => learnComponents(), []);
  useEffect(() => learnCharges(), []);
  useEffect(() => learnTimelines(daemonNow), []);
  useEffect(() => connect(daemonRoute()), []);
  useEffect(() => followDesigns(), []);
  useEffect(() => followStatements(), []);
  useEffect(() => tellPresence(Date.now), []);
  useEffect(() => tellBudgets(), []);
  useEffect(() => tellReservations(), []);
  useEffect(() => tellLab(), []);
  useEffect(() => followBills(), []);
  useEffect(() => followCalendars(), []);
  return (
    <>
      <SendDialog />
      <ApplyDialog />
      <BookDialog />
    </>
  );
}
