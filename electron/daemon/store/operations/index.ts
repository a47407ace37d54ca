import { bill, billOfNumber, bills, issueBills, listBills, payBill } from "./bills.ts";
import {
  budgetAlerts,
  budgetedTenants,
  budgetStops,
  endBudgetStop,
  listBudgets,
  putBudget,
  removeBudget,
  tellBudget,
} from "./budgets.ts";
import { changeEnvironment } from "./change-environment.ts";
import {
  component,
  listComponents,
  publishComponent,
  putComponent,
  removeComponent,
} from "./components.ts";
import { changeReservations } from "./change-reservations.ts";
import {
  beginContracts,
  billedTenants,
  contract,
  contracts,
  putContract,
  tellContractEnd,
} from "./contracts.ts";
import { countedSince } from "./counted.ts";
import { addReservations, createBooking, stopBooking } from "./create-booking.ts";
import { createEnvironment } from "./create-environment.ts";
import {
  baseline,
  environment,
  instances,
  listEnvironments,
  openEnvironments,
  usage,
} from "./environments.ts";
import { appendEvent, eventsAfter, eventsBefore, latestSequence } from "./events.ts";
import { claimsSince, poolClaims } from "./held-claims.ts";
import { messageFailed, messageSent, waitingMessages } from "./messages.ts";
import { reads, readsOnce, writes, type Operations } from "./operation.ts";
import {
  findSession,
  listTenants,
  listTokens,
  listUsers,
  putTenant,
  putToken,
  putUser,
} from "./people.ts";
import { changePeople, peopleChanges } from "./people-changes.ts";
import { holdings, listPools, pool, poolRevision, putPool, removePool } from "./pools.ts";
import { appendPoolChange, poolChanges } from "./pool-changes.ts";
import { feed, listQuotas, putFeed, putQuota } from "./quotas.ts";
import { priceDraft, priceDrafts, putPriceDraft, removePriceDraft } from "./price-drafts.ts";
import { allPriceBooks, currentPriceBooks, priceBooks, putPriceBook } from "./price-books.ts";
import {
  dueReports,
  listReportSchedules,
  putReportSchedule,
  removeReportSchedule,
  reportMade,
} from "./report-schedules.ts";
import {
  booking,
  designedReservations,
  dueReservations,
  endlessBookings,
  nextDue,
  placementOf,
  queuedReservations,
  reservation,
  reservations,
  strandedReservations,
} from "./reservations.ts";

import { answerDispute, disputes, putDispute } from "./disputes.ts";
import { signingKey } from "./signing-key.ts";
import { meteredUsage } from "./metered-segments.ts";
import {
  meterConflicts,
  meterProducers,
  meterReadings,
  meterSubjects,
  readingsSince,
} from "./read-usage.ts";
import { recordUsage } from "./record-usage.ts";
import { publishPriceBook } from "./publish-price-book.ts";
import { reviseEnvironment, revisionBefore } from "./revise-environment.ts";
import { dueRollUps, rollUpUsage } from "./roll-up-usage.ts";
import { tenantUsage } from "./tenant-usage.ts";

/** Every transaction of the store. To add one: a verb in store.ts, its function, a line here. */
export const OPERATIONS = {
  putTenant: writes(putTenant),
  listTenants: reads(listTenants),
  putUser: writes(putUser),
  listUsers: reads(listUsers),
  putToken: writes(putToken),
  listTokens: reads(listTokens),
  changePeople: writes(changePeople),
  peopleChanges: readsOnce(peopleChanges),
  findSession: reads(findSession),
  putPool: writes(putPool),
  listPools: readsOnce(listPools),
  pool: readsOnce(pool),
  poolRevision: readsOnce(poolRevision),
  removePool: writes(removePool),
  holdings: readsOnce(holdings),
  appendPoolChange: writes(appendPoolChange),
  poolChanges: reads(poolChanges),
  putPriceDraft: writes(putPriceDraft),
  priceDraft: readsOnce(priceDraft),
  priceDrafts: readsOnce(priceDrafts),
  removePriceDraft: writes(removePriceDraft),
  signingKey: writes(signingKey),
  putDispute: writes(putDispute),
  disputes: readsOnce(disputes),
  answerDispute: writes(answerDispute),
  putPriceBook: writes(putPriceBook),
  currentPriceBooks: readsOnce(currentPriceBooks),
  priceBooks: readsOnce(priceBooks),
  allPriceBooks: readsOnce(allPriceBooks),
  publishPriceBook: writes(publishPriceBook),
  putComponent: writes(putComponent),
  listComponents: reads(listComponents),
  component: reads(component),
  publishComponent: writes(publishComponent),
  removeComponent: writes(removeComponent),
  createEnvironment: writes(createEnvironment),
  changeEnvironment: writes(changeEnvironment),
  reviseEnvironment: writes(reviseEnvironment),
  revisionBefore: readsOnce(revisionBefore),
  environment: readsOnce(environment),
  baseline: readsOnce(baseline),
  listEnvironments: reads(listEnvironments),
  openEnvironments: readsOnce(openEnvironments),
  instances: readsOnce(instances),
  usage: readsOnce(usage),
  tenantUsage: reads(tenantUsage),
  recordUsage: writes(recordUsage),
  meteredUsage: reads(meteredUsage),
  meterReadings: readsOnce(meterReadings),
  readingsSince: readsOnce(readingsSince),
  meterProducers: readsOnce(meterProducers),
  meterSubjects: reads(meterSubjects),
  meterConflicts: readsOnce(meterConflicts),
  dueRollUps: reads(dueRollUps),
  rollUpUsage: writes(rollUpUsage),
  createBooking: writes(createBooking),
  addReservations: writes(addReservations),
  changeReservations: writes(changeReservations),
  booking: readsOnce(booking),
  stopBooking: writes(stopBooking),
  endlessBookings: readsOnce(endlessBookings),
  reservation: readsOnce(reservation),
  designedReservations: reads(designedReservations),
  placementOf: readsOnce(placementOf),
  reservations: reads(reservations),
  dueReservations: readsOnce(dueReservations),
  nextDue: readsOnce(nextDue),
  queuedReservations: readsOnce(queuedReservations),
  strandedReservations: readsOnce(strandedReservations),
  countedSince: reads(countedSince),
  poolClaims: readsOnce(poolClaims),
  claimsSince: reads(claimsSince),
  putQuota: writes(putQuota),
  listQuotas: readsOnce(listQuotas),
  putFeed: writes(putFeed),
  feed: readsOnce(feed),
  putContract: writes(putContract),
  contract: readsOnce(contract),
  contracts: readsOnce(contracts),
  tellContractEnd: writes(tellContractEnd),
  billedTenants: readsOnce(billedTenants),
  beginContracts: writes(beginContracts),
  issueBills: writes(issueBills),
  bills: reads(bills),
  bill: reads(bill),
  billOfNumber: reads(billOfNumber),
  listBills: readsOnce(listBills),
  payBill: writes(payBill),
  putBudget: writes(putBudget),
  removeBudget: writes(removeBudget),
  listBudgets: readsOnce(listBudgets),
  budgetedTenants: readsOnce(budgetedTenants),
  budgetAlerts: readsOnce(budgetAlerts),
  tellBudget: writes(tellBudget),
  budgetStops: readsOnce(budgetStops),
  endBudgetStop: writes(endBudgetStop),
  putReportSchedule: writes(putReportSchedule),
  removeReportSchedule: writes(removeReportSchedule),
  listReportSchedules: readsOnce(listReportSchedules),
  dueReports: readsOnce(dueReports),
  reportMade: writes(reportMade),
  waitingMessages: readsOnce(waitingMessages),
  messageSent: writes(messageSent),
  messageFailed: writes(messageFailed),
  appendEvent: writes(appendEvent),
  eventsAfter: readsOnce(eventsAfter),
  eventsBefore: readsOnce(eventsBefore),
  latestSequence: readsOnce(latestSequence),
} as const satisfies Operations;
