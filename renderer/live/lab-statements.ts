import { sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import { browserShelf } from "../host/storage.ts";
import { knowNotes, noteSent, notesAtRisk, startNotes, useNotes } from "../statements/notes.ts";
import { meetLab, startSigners } from "../statements/signers.ts";
import { openStatement } from "../statements/statements.ts";
import { activeDocument } from "../store/documents.ts";
import { ask } from "./actions.ts";
import { keepStatement, keptStatement, statementKeeper, statementKey } from "./kept-statements.ts";
import { hasRole } from "./role.ts";
import { faultWords } from "../ui/fault-words.ts";
import { useLive } from "./state.ts";

/** The fingerprint of the lab's key, while the window is connected to it. */
let lab = "";

/**
 * Each time the lab answers, its key is known from then on, and it hears what was said about its statements while it
 * could not be reached. Returns how to stop.
 */
export function followStatements(): () => void {
  const started = Promise.all([startSigners(), startNotes()]);
  const keepAll = statementKeeper(
    () => ask((client) => client.statements.get({})),
    Date.now,
    browserShelf(),
  );
  const meet = async (): Promise<void> => {
    await started;
    const signer = await ask((client) => client.statements.signer());
    if (!signer.ok) return;
    lab = signer.value.fingerprint;
    meetLab(signer.value, new Date().toISOString());
    await sendNotes();
    const known = await ask((client) => client.statements.disputes());
    if (known.ok) await knowNotes(known.value);
    // Whoever reads what it costs is who reads it on the way, too.
    if (hasRole(useLive.getState(), "customer")) await keepAll();
  };
  const stopLive = useLive.subscribe((live, before) => {
    const isOnline = live.connection.status === "online";
    if (!isOnline) lab = "";
    else if (before.connection.status !== "online") void meet();
  });
  const stopNotes = useNotes.subscribe((notes, before) => {
    if (notes.pending.length > before.pending.length) void sendNotes();
  });
  window.addEventListener("beforeunload", askBeforeLosing);
  return () => {
    window.removeEventListener("beforeunload", askBeforeLosing);
    stopLive();
    stopNotes();
  };
}

/** The desktop app asks by itself, by what it is told of the window's state. */
function askBeforeLosing(event: BeforeUnloadEvent): void {
  if (host().printPdf === null && notesAtRisk(useNotes.getState()) > 0) event.preventDefault();
}

let sending = false;

/** One after the other; a note whose id the lab has already is heard again without harm. */
async function sendNotes(): Promise<void> {
  if (sending || lab === "") return;
  sending = true;
  try {
    for (const { note, lab: wanted } of useNotes.getState().pending) {
      if (wanted !== lab) continue;
      const sent = await ask((client) => client.statements.dispute(note));
      if (sent.ok) await noteSent(note.id, { heard: sent.value });
      else if (sent.error.code === "daemon-unreachable") return;
      else await noteSent(note.id, { refused: faultWords(sent.error).what });
    }
  } finally {
    sending = false;
  }
}

/**
 * Shows the statement of the environment on the canvas, or of everything, and keeps it: with no network it is the one
 * that was seen last.
 */
export async function openLabStatement(): Promise<void> {
  const environment = activeDocument()?.environment ?? undefined;
  const key = statementKey(environment);
  const shelf = browserShelf();
  const got = await ask((client) => client.statements.get({ environment }));
  if (got.ok) void keepStatement(key, got.value.text, shelf);
  const found = got.ok ? { key, text: got.value.text } : await keptStatement(environment, shelf);
  if (found !== null) openStatement({ path: found.key, text: found.text }, false);
  else if (!got.ok) sayFault(got.error);
}
