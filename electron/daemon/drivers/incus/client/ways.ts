import { err, type Result } from "../../../../../shared/base/result.ts";
import type { Endpoint, MemberAddress } from "./connection.ts";
import { unreachable } from "./failure.ts";
import { sendHttp, type HttpAnswer, type HttpRequest, type Unanswered } from "./http.ts";

/** How to a server, and how to another member of its cluster, where that can be. */
export interface WaysOptions {
  /** The server that a lab admin named; a new endpoint each time. */
  readonly told: () => Endpoint;
  /** Left out: only the named one can be asked. */
  readonly member?: ((address: MemberAddress) => Endpoint) | undefined;
  /** Milliseconds that a server may say nothing at all before it is asked whether it is there, and then again. */
  readonly silence?: number;
}

interface Way {
  readonly endpoint: Endpoint;
  readonly open: () => Endpoint;
  /** What each request that is under way by it is cut off with. */
  readonly underWay: Set<(why: Error) => void>;
}

/** Much longer than a server that is there needs to say who it is. */
const SILENCE = 5_000;

const WHO = "/1.0";
const FOUND = 200;

/**
 * The ways to one lab: the server that was named and, where that is one member of a cluster, the others. Requests go by
 * one of them until it does not answer, and then on by the next.
 */
export class Ways {
  readonly #told: Way;
  readonly #member: WaysOptions["member"];
  readonly #silence: number;
  #all: readonly Way[];
  #current: Way;
  #doubt: Promise<void> | null = null;
  #heardAt = -Infinity;
  #isMember = false;

  constructor({ told, member, silence = SILENCE }: WaysOptions) {
    this.#told = wayBy(told);
    this.#member = member;
    this.#silence = silence;
    this.#all = [this.#told];
    this.#current = this.#told;
  }

  /** By which the next request goes. */
  get endpoint(): Endpoint {
    return this.#current.endpoint;
  }

  /** Where the named server is and by whom the lab is reached instead; null while that one answers. */
  get detour(): { readonly place: string; readonly by: string } | null {
    if (this.#current === this.#told) return null;
    return { place: this.#told.endpoint.place, by: this.#current.endpoint.place };
  }

  /** The members that its cluster has now. Those that are gone are asked nothing any more. */
  learn(members: readonly MemberAddress[]): void {
    const open = this.#member;
    this.#isMember = members.length > 1;
    if (open === undefined) return;
    const known = new Map(this.#all.map((way) => [way.endpoint.place, way]));
    const others = members
      .map((address) => {
        const way = wayBy(() => open(address));
        return known.get(way.endpoint.place) ?? way;
      })
      .filter(({ endpoint }) => endpoint.origin.host !== this.#told.endpoint.origin.host);
    const left = this.#all.slice(1).filter((way) => !others.includes(way));
    this.#all = [this.#told, ...others];
    if (left.includes(this.#current)) this.#current = this.#told;
    for (const { endpoint } of left) endpoint.agent.destroy();
  }

  /** Whether a member answers at its own address; of one that is not known, or by a socket, nobody knows. */
  async reaches(url: string): Promise<boolean> {
    const way = this.#all.find(({ endpoint }) => endpoint.origin.host === new URL(url).host);
    return way !== undefined && this.#answers(way);
  }

  /** Goes by the named server again if that answers. */
  async goBack(): Promise<void> {
    if (this.#current !== this.#told && (await this.#answers(this.#told)))
      this.#current = this.#told;
  }

  /**
   * One request. What a server has surely not got is asked of the next, and so is what changes nothing. What it may
   * have got fails: whoever asks again asks the next.
   */
  async send(request: HttpRequest): Promise<Result<HttpAnswer, Unanswered>> {
    const tried = new Set<Way>();
    const details: string[] = [];
    for (;;) {
      const way = this.#current;
      const answer = await this.#by(way, request);
      if (answer.ok || request.signal.aborted) return answer;
      tried.add(way);
      details.push(String(answer.error.fault.parameters["detail"]));
      await this.#doubted(way);
      const next = this.#current;
      const mayRepeat = request.method === "GET" || !answer.error.sent;
      if (mayRepeat && !tried.has(next)) continue;
      if (!tried.has(next)) details.push(`from now on ${next.endpoint.place} is asked`);
      if (this.#member === undefined && this.#isMember) details.push(ALONE);
      return err({ ...unreachable(details.join("; ")), sent: answer.error.sent });
    }
  }

  close(): void {
    for (const { endpoint } of this.#all) endpoint.agent.destroy();
  }

  async #by(way: Way, request: HttpRequest): Promise<Result<HttpAnswer, Unanswered>> {
    if (this.#all.length === 1) return sendHttp(way.endpoint, request);
    const cutting = new AbortController();
    const cut = (why: Error): void => cutting.abort(why);
    const begun = performance.now();
    const listening = setInterval(() => {
      const heardAt = Math.max(begun, this.#heardAt);
      if (performance.now() - heardAt >= this.#silence) void this.#doubted(way);
    }, this.#silence);
    way.underWay.add(cut);
    try {
      const signal = AbortSignal.any([request.signal, cutting.signal]);
      const answer = await sendHttp(way.endpoint, { ...request, signal });
      if (answer.ok && way === this.#current) this.#heardAt = performance.now();
      return answer;
    } finally {
      clearInterval(listening);
      way.underWay.delete(cut);
    }
  }

  /** Leaves a way by which not even a new connection gets an answer, and all that is under way by it. */
  #doubted(way: Way): Promise<void> {
    if (way !== this.#current || this.#all.length === 1) return Promise.resolve();
    this.#doubt ??= this.#lookAgain(way).finally(() => {
      this.#doubt = null;
    });
    return this.#doubt;
  }

  async #lookAgain(way: Way): Promise<void> {
    if (await this.#answers(way)) return;
    if (way === this.#current) {
      const next = (this.#all.indexOf(way) + 1) % this.#all.length;
      this.#current = this.#all[next] ?? this.#told;
      this.#heardAt = performance.now();
    }
    for (const cut of way.underWay) cut(new Error("it does not answer"));
  }

  async #answers({ open }: Way): Promise<boolean> {
    const endpoint = open();
    const { signal } = new AbortController();
    const request = {
      method: "GET",
      path: WHO,
      signal,
      timeoutMilliseconds: this.#silence,
    } as const;
    const answer = await sendHttp(endpoint, request);
    endpoint.agent.destroy();
    return answer.ok && answer.value.status === FOUND;
  }
}

const ALONE =
  "it is a member of a cluster, and by the socket it is the only way there: with an https address another member is asked when one does not answer";

function wayBy(open: () => Endpoint): Way {
  return { endpoint: open(), open, underWay: new Set() };
}
