import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Notice } from "../../shared/protocol/reservation.ts";
import {
  approvalText,
  NOTICE_WORDS,
  noticeReason,
} from "../../shared/reservations/notice-words.ts";
import { manyWords, sharedName } from "../../shared/reservations/shared-name.ts";
import { sayOn } from "../commands/notify.ts";
import { newerEvents } from "../live/newer-events.ts";
import { hasRole } from "../live/role.ts";
import { useLive } from "../live/state.ts";
import { ownZone } from "./days.ts";
import { displacedBy, displacedWords, type Displaced } from "./displaced.ts";
import { shownName, timeWords } from "./words.ts";

/** What others, or time, did to somebody's reservation; one's own doing is answered where it was done. */
const TOLD: ReadonlySet<Notice | null> = new Set<Notice>([
  "approved",
  "refused",
  "served",
  "ends-soon",
  "in-grace",
  "expired",
  "no-show",
  "pulled-back",
  "delayed",
]);

/** What lab admins decide, who are not told of it. */
const DECIDED: ReadonlySet<string> = new Set(["approved", "refused", "pulled-back"]);

/** Who is told. */
interface Person {
  readonly id: string;
  /** As a lab admin, about approvals and what is taken back. */
  readonly decides: boolean;
  /** Whose an environment is, as far as that is known. */
  readonly ownerOf: (environment: string) => string | undefined;
}

/** What comes so soon after what came before goes on with it, in milliseconds: a large lab is emptied in many steps. */
const SPELL = 10_000;

/** Says what became of one's own reservations, wherever in the window one is. Returns how to stop. */
export function tellReservations(): () => void {
  let spell: LabwrightEvent[] = [];
  let last = 0;
  const said = new Map<string, string>();
  return useLive.subscribe((live, before) => {
    if (live.connection.status !== "online") return;
    const { id } = live.connection.about.user;
    const person = {
      id,
      decides: hasRole(live, "lab-admin"),
      ownerOf: (environment: string) => live.summaries[environment]?.owner,
    };
    const newer = newerEvents(live, before).filter((event) => isNews(event, person));
    if (newer.length === 0) return;
    const now = Date.now();
    if (now - last > SPELL) {
      spell = [];
      said.clear();
    }
    last = now;
    // The newest of them comes first; they are told in their order.
    spell.push(...newer.toReversed());
    for (const { about, words } of reservationNews(spell, person, ownZone())) {
      if (said.get(about) === words) continue;
      said.set(about, words);
      sayOn(about, words, "Calendar");
    }
  });
}

/** What is said, and what it is about: of the same it takes the place of what was said before. */
interface News {
  readonly about: string;
  readonly words: string;
}

/** What is said of somebody's reservations, and what a lab admin is asked. */
export function reservationNews(
  events: readonly LabwrightEvent[],
  person: Person,
  zone: string,
): readonly News[] {
  const displaced = displacedWords(events.flatMap((event) => displacedOf(event, person) ?? []));
  return [
    ...(displaced === null ? [] : [{ about: "displaced", words: displaced }]),
    ...ownNews(events, person, zone),
    ...approvalNews(events, person),
  ];
}

function isNews(event: LabwrightEvent, person: Person): boolean {
  return reservationNews([event], person, "UTC").length > 0;
}

function displacedOf({ body }: LabwrightEvent, { id, ownerOf }: Person): Displaced | null {
  return displacedBy(body, id, ownerOf);
}

/** What waits for a lab admin, of all tenants. */
function approvalNews(events: readonly LabwrightEvent[], { id, decides }: Person): News[] {
  return events.flatMap(({ body }) => {
    if (!decides || body.type !== "lab-approval" || body.owner === id) return [];
    const words = `${approvalText(body)}. Decide under Calendar, Waiting.`;
    return [{ about: `approval of ${body.booking}`, words }];
  });
}

/** A line for each booking of somebody's: all times of a series are told as one. */
function ownNews(events: readonly LabwrightEvent[], person: Person, zone: string): readonly News[] {
  const own = events.flatMap(({ body }) =>
    body.type === "reservation" && isTold(body, person) ? [body] : [],
  );
  const alike = Map.groupBy(own, ({ notice, reservation }) => `${notice} ${reservation.booking}`);
  return [...alike].flatMap(([about, told]) => {
    const last = told.at(-1);
    if (last === undefined || last.notice === null) return [];
    // One that is told of twice is as it was told last.
    const all = [...new Map(told.map(({ reservation: one }) => [one.id, one])).values()];
    const name = sharedName(all.map((one) => one.name));
    const times = manyWords(all);
    const what = `${shownName(name)}${times}: ${NOTICE_WORDS[last.notice]}.`;
    const why = noticeReason(last.notice, last.reservation);
    const words = `${what}${why === "" ? "" : ` ${why}`}${endWords(last, zone)}`;
    return [{ about, words }];
  });
}

type Told = Extract<EventBody, { type: "reservation" }>;

function isTold({ notice, reservation: { owner, reason } }: Told, person: Person): boolean {
  if (owner !== person.id) return false;
  if (!TOLD.has(notice)) return false;
  // What gives way to somebody's booking, no admin has decided.
  const isDecided = DECIDED.has(notice ?? "") && reason?.code !== "taken-by-urgent";
  return !(person.decides && isDecided);
}

/** Until when one has what is about to be gone. */
function endWords({ notice, reservation: { state, window } }: Told, zone: string): string {
  const isLast = notice === "ends-soon" || notice === "pulled-back";
  return isLast && state === "running"
    ? ` It ends at ${timeWords(Date.parse(window.end), zone)}.`
    : "";
}
