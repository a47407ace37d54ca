import { create } from "zustand";
import { toInstant } from "../../shared/base/clock.ts";
import { starterServices } from "../../shared/catalogue/starter.ts";
import type { Alternative } from "../../shared/completion/alternatives.ts";
import type { CompletionOutcome } from "../../shared/completion/completion.ts";
import { freeCapacity } from "../../shared/completion/free-capacity.ts";
import type { Goal } from "../../shared/completion/goal.ts";
import type { Design } from "../../shared/design/design.ts";
import { plainDesign } from "../host/plain-design.ts";
import { fitTo } from "../canvas/viewport.ts";
import { newFile } from "../commands/files.ts";
import { say } from "../commands/notify.ts";
import { useLive } from "../live/state.ts";
import { chosenWindow } from "../panels/fit/fit.ts";
import { activeDocument, editDesign, findDocument } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { useReference } from "../store/reference.ts";
import type { Answer, Question, SentRequest } from "./work.ts";

/** What is asked for in the dialog. */
export interface Order {
  /** The id of a service's profile; null: the design as it is. */
  readonly service: string | null;
  /** null while what was typed is no number of users: then there is nothing to work out. */
  readonly users: number | null;
  readonly withClients: boolean;
  readonly goal: Goal;
  /** Only what this pool has free; null: no limit. */
  readonly pool: string | null;
  /** What was chosen instead, by the key of the choice. */
  readonly choices: Readonly<Record<string, string>>;
}

interface Completing {
  readonly open: boolean;
  /** The tab it is about, and its design at the time. */
  readonly document: string;
  readonly design: Design | null;
  readonly order: Order;
  readonly outcome: CompletionOutcome | null;
  readonly working: boolean;
  /** What else would do, by key, of the shown outcome; `null` while it is worked out. */
  readonly alternatives: Readonly<Record<string, readonly Alternative[] | null>>;
}

const NO_ORDER: Order = {
  service: null,
  users: 20,
  withClients: false,
  goal: "price",
  pool: null,
  choices: {},
};

/** The dialog that completes a design. */
export const useCompleting = create<Completing>()(() => ({
  open: false,
  document: "",
  design: null,
  order: NO_ORDER,
  outcome: null,
  working: false,
  alternatives: {},
}));

let worker: Worker | null = null;
let number = 0;

/** Opens the dialog for the shown design, or for a service to be added to it (or to a new one). */
export function openCompletion(kind: "design" | "service"): void {
  if (activeDocument() === null) newFile();
  const document = activeDocument();
  if (document === null) return;
  const [first] = starterServices();
  const service = kind === "service" && first !== undefined ? first.id : null;
  useCompleting.setState({ open: true, document: document.id, design: document.design });
  setOrder({ ...NO_ORDER, service, withClients: clientsUsual(service) });
}

/** Whether a service has devices of its users unless one says otherwise. */
export function clientsUsual(service: string | null): boolean {
  return starterServices().find(({ id }) => id === service)?.clients?.usual ?? false;
}

export function closeCompletion(): void {
  useCompleting.setState({ open: false, outcome: null, design: null, alternatives: {} });
  stopWorker();
}

function stopWorker(): void {
  worker?.terminate();
  worker = null;
}

/** Changes what is asked for and works it out. */
export function setOrder(order: Order): void {
  const { design, alternatives } = useCompleting.getState();
  if (design === null) return;
  // Alternatives take long and are not wanted any more; a solve cannot be stopped but with its worker.
  if (Object.values(alternatives).includes(null)) stopWorker();
  const { users, service } = order;
  if (service !== null && users === null) {
    // What is on its way is about another number.
    number++;
    useCompleting.setState({ order, working: false, outcome: null, alternatives: {} });
    return;
  }
  useCompleting.setState({ order, working: true, alternatives: {} });
  ask({ type: "complete", number: ++number, request: requestFor(order, design) });
}

/** Asks what else would do for a choice, unless that is known. */
export function wantAlternatives(key: string): void {
  const { alternatives } = useCompleting.getState();
  if (Object.hasOwn(alternatives, key)) return;
  useCompleting.setState({ alternatives: { ...alternatives, [key]: null } });
  ask({ type: "alternatives", number, key });
}

function ask(question: Question): void {
  worker ??= startWorker();
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(question);
}

function startWorker(): Worker {
  const started = new Worker(new URL("./completion-worker.ts", import.meta.url), {
    type: "module",
  });
  started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    hear(data);
  });
  return started;
}

/** Only answers to the newest order count. */
function hear(answer: Answer): void {
  if (answer.number !== number) return;
  if (answer.type === "completed")
    useCompleting.setState({ outcome: answer.outcome, working: false });
  else
    useCompleting.setState(({ alternatives }) => ({
      alternatives: { ...alternatives, [answer.key]: answer.alternatives },
    }));
}

function requestFor(order: Order, design: Design): SentRequest {
  const { catalogue, terms } = useReference.getState();
  const now = Date.now();
  const profile = starterServices().find(({ id }) => id === order.service);
  const { pools, timelines } = useLive.getState();
  const pool = pools.find(({ id }) => id === order.pool);
  return {
    design: plainDesign(design),
    catalogue: catalogue.data,
    terms,
    at: toInstant(now),
    goal: order.goal,
    choices: order.choices,
    ...(profile !== undefined &&
      order.users !== null && {
        service: { profile, users: order.users, withClients: order.withClients },
      }),
    ...(pool !== undefined && {
      pool: freeCapacity(pool, chosenWindow(now), timelines[pool.id]?.held ?? []),
    }),
  };
}

/** Takes over what is shown, as one step, and shows what was added. */
export function acceptCompletion(): void {
  const { outcome, document, design, order } = useCompleting.getState();
  if (outcome?.ok !== true || design === null) return;
  if (findDocument(document)?.design !== design) {
    closeCompletion();
    say("The design was changed meanwhile. Complete it again.", "Not completed");
    return;
  }
  const profile = starterServices().find(({ id }) => id === order.service);
  const label = profile === undefined ? "Complete design" : `Add ${profile.name.toLowerCase()}`;
  const after = outcome.value.design;
  const added = Object.keys(after.nodes).filter((id) => !Object.hasOwn(design.nodes, id));
  const changed = outcome.value.edits.flatMap((edit) =>
    edit.type === "set-property" ? [edit.id] : [],
  );
  const select = new Set([...added, ...changed].map((id) => elementKey("node", id)));
  editDesign(document, label, after, { select });
  closeCompletion();
  // The canvas knows the new nodes when it has drawn them.
  requestAnimationFrame(() => {
    if (added.length > 0) fitTo();
  });
}
