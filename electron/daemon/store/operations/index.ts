import { changeEnvironment } from "./change-environment.ts";
import {
  component,
  listComponents,
  publishComponent,
  putComponent,
  removeComponent,
} from "./components.ts";
import { createEnvironment } from "./create-environment.ts";
import {
  environment,
  instances,
  listEnvironments,
  openEnvironments,
  usage,
} from "./environments.ts";
import { appendEvent, eventsAfter, eventsBefore, latestSequence } from "./events.ts";
import { reads, writes, type Operations } from "./operation.ts";
import {
  findSession,
  listTenants,
  listTokens,
  listUsers,
  putTenant,
  putToken,
  putUser,
  revokeToken,
} from "./people.ts";
import { holdings, listPools, putPool, removePool } from "./pools.ts";
import { currentRateCard, putRateCard, rateCard } from "./rate-cards.ts";

/** Every transaction of the store. To add one: a verb in store.ts, its function, a line here. */
export const OPERATIONS = {
  putTenant: writes(putTenant),
  listTenants: reads(listTenants),
  putUser: writes(putUser),
  listUsers: reads(listUsers),
  putToken: writes(putToken),
  listTokens: reads(listTokens),
  revokeToken: writes(revokeToken),
  findSession: reads(findSession),
  putPool: writes(putPool),
  listPools: reads(listPools),
  removePool: writes(removePool),
  holdings: reads(holdings),
  putRateCard: writes(putRateCard),
  currentRateCard: reads(currentRateCard),
  rateCard: reads(rateCard),
  putComponent: writes(putComponent),
  listComponents: reads(listComponents),
  component: reads(component),
  publishComponent: writes(publishComponent),
  removeComponent: writes(removeComponent),
  createEnvironment: writes(createEnvironment),
  changeEnvironment: writes(changeEnvironment),
  environment: reads(environment),
  listEnvironments: reads(listEnvironments),
  openEnvironments: reads(openEnvironments),
  instances: reads(instances),
  usage: reads(usage),
  appendEvent: writes(appendEvent),
  eventsAfter: reads(eventsAfter),
  eventsBefore: reads(eventsBefore),
  latestSequence: reads(latestSequence),
} as const satisfies Operations;
