import type { Channel, Role } from "../../src/ipc/channel.ts";
import { type ChannelName, contract, isChannel } from "../../src/ipc/contract.ts";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { type RateLimit, type TokenBucket, take } from "../../src/ipc/token-bucket.ts";
import type { DatabaseState } from "../../src/ipc/views.ts";
import { err, type Result } from "../../src/result.ts";
import type { Caller } from "../commands/unit-of-work.ts";

/** Commands a window may send: nobody clicks 400 times in a breath, every loop does. */
export const COMMAND_LIMIT: RateLimit = { capacity: 400, perSecond: 20 };
/** Everything else it may ask: short reads run where every window is served. */
export const READ_LIMIT: RateLimit = { capacity: 2_000, perSecond: 200 };
const LONGEST_MESSAGE = 200;

export type Answer = Result<unknown, AnteroomError>;
export type Backend = {
  readonly state: DatabaseState;
  command(name: ChannelName, input: unknown, caller: Caller): Promise<Answer>;
  query(name: ChannelName, input: unknown, caller: Caller): Promise<Answer>;
  appCall(name: ChannelName, input: unknown, caller: Caller): Promise<Answer>;
};
export type RouterOptions = {
  backend: Backend;
  onUnexpected: (name: string, error: unknown) => string;
  limits?: { command: RateLimit; read: RateLimit };
};

/**
 * From the boundary to the queue or a query: schema, permission, rate limit, state of the database, in this
 * order. (That the sender is a window of ours is checked before anything comes here.) It never throws.
 */
export class Router {
  /** Calls that were refused before they reached anything, by code. */
  readonly rejected: Record<string, number> = {};
  readonly #options: RouterOptions;
  readonly #buckets = {
    command: new Map<string, TokenBucket>(),
    read: new Map<string, TokenBucket>(),
  };

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  async call(name: unknown, input: unknown, caller: Caller, role: Role = "front-desk"): Promise<Answer> {
    try {
      return await this.#call(name, input, caller, role);
    } catch (error) {
      const reference = this.#options.onUnexpected(isKnown(name) ? name : "unknown channel", error);
      return err({ code: "unexpected", reference });
    }
  }

  reject(error: AnteroomError): Answer {
    this.rejected[error.code] = (this.rejected[error.code] ?? 0) + 1;
    return err(error);
  }

  forgetWindow(window: string): void {
    this.#buckets.command.delete(window);
    this.#buckets.read.delete(window);
  }

  /** Milliseconds until this window may ask again; 0 when it may now. */
  #waitOf(window: string, kind: "command" | "read"): number {
    const limits = this.#options.limits ?? { command: COMMAND_LIMIT, read: READ_LIMIT };
    const { bucket, waitMs } = take(this.#buckets[kind].get(window), limits[kind], performance.now());
    this.#buckets[kind].set(window, bucket);
    return waitMs;
  }

  async #call(name: unknown, input: unknown, caller: Caller, role: Role): Promise<Answer> {
    if (!isKnown(name)) return this.reject({ code: "unknown-channel" });
    const channel: Channel = contract[name];
    const parsed = channel.input.safeParse(input);
    if (!parsed.success) {
      // Paths and messages only: what was sent may be about a client.
      const issues = parsed.error.issues.slice(0, 20).map((i) => ({
        path: i.path.join(".").slice(0, LONGEST_MESSAGE),
        message: i.message.slice(0, LONGEST_MESSAGE),
      }));
      return this.reject({ code: "invalid-input", issues });
    }
    if (!channel.callers.includes(role)) return this.reject({ code: "not-allowed" });
    const waitMs = this.#waitOf(caller.window, channel.kind === "command" ? "command" : "read");
    if (waitMs > 0) return this.reject({ code: "rate-limited", retryAfterMs: waitMs });
    const { backend } = this.#options;
    const refusal = readiness(channel, backend.state);
    if (refusal) return err(refusal);
    switch (channel.kind) {
      case "command":
        return backend.command(name, parsed.data, caller);
      case "query":
        return backend.query(name, parsed.data, caller);
      case "app":
        return backend.appCall(name, parsed.data, caller);
    }
  }
}

const isKnown = (name: unknown): name is ChannelName => typeof name === "string" && isChannel(name);

function readiness(channel: Channel, { state }: DatabaseState): AnteroomError | undefined {
  if (channel.needs === "nothing") return undefined;
  if (state === "damaged") return { code: "database-damaged" };
  if (state === "ready") return undefined;
  if (state === "first-run") return channel.needs === "database" ? undefined : { code: "not-ready" };
  if (state === "read-only") return channel.kind === "query" ? undefined : { code: "read-only" };
  return { code: "not-ready" };
}
