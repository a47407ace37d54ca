import { fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";
import { attempt } from "../../shared/protocol/errors.ts";

/** The way to the daemon, which may be gone for a while. */
export interface Line<Client> {
  /** null while there is none. */
  client(): Client | null;
  /** True as soon as there is one again; false where that takes longer than anybody waits. */
  back(): Promise<boolean>;
}

type Call<Client, T> = (client: Client) => Promise<T>;

/** Asks what changes nothing; that nobody is there, and a refusal, are values. */
export async function askOn<Client, T>(
  line: Line<Client>,
  call: Call<Client, T>,
): Promise<Result<T>> {
  const client = line.client();
  if (client === null) return err(fault("daemon-unreachable", { address: "this machine" }));
  return attempt(call(client));
}

/** The same for what changes something: where the connection is lost meanwhile, it may have been done all the same. */
export async function askToChangeOn<Client, T>(
  line: Line<Client>,
  call: Call<Client, T>,
): Promise<Result<T>> {
  let isSent = false;
  const answer = await askOn(line, (client) => {
    isSent = true;
    return call(client);
  });
  const isLost = !answer.ok && isSent && answer.error.code === "daemon-unreachable";
  return isLost ? err(fault("answer-lost")) : answer;
}

/**
 * The same for what is done once however often it is asked, by its idempotency key or by what it is: where the answer is
 * lost, it is asked again as soon as there is a connection, as often as that happens. `onWait` is told when that begins.
 */
export async function askUntilAnsweredOn<Client, T>(
  line: Line<Client>,
  call: Call<Client, T>,
  onWait?: () => void,
): Promise<Result<T>> {
  for (let waits = 0; ; waits += 1) {
    const answer = await askToChangeOn(line, call);
    const isLost = !answer.ok && answer.error.code === "answer-lost";
    if (!isLost) return answer;
    if (waits === 0) onWait?.();
    if (!(await line.back())) return answer;
  }
}
