import type { Answer, ChannelName, Contract, Input } from "../../src/ipc/contract.ts";
import { invoke, LOST_ANSWER, newRequestId } from "../lib/api.ts";

export type CommandName = {
  [Name in ChannelName]: Contract[Name] extends { kind: "command" | "app" } ? Name : never;
}[ChannelName];

type WithoutRequestId<T> = T extends { requestId: string } ? Omit<T, "requestId"> : T;
/** What a caller gives; the request id is added here. */
export type CommandInput<Name extends CommandName> = WithoutRequestId<Input<Name>>;

type Unnumbered = {
  [Name in CommandName]: Input<Name> extends { requestId: string } ? never : Name;
}[CommandName];

/** Those whose repetition does no harm carry no request id. The compiler keeps this list complete. */
const unnumbered: Record<Unnumbered, true> = {
  "appointments.renew-hold": true,
  "appointments.release-hold": true,
  "settings.change": true,
  "health.check": true,
  "app.read": true,
  "app.open-demo": true,
  "app.print": true,
  "app.retry-open": true,
  "recovery.restore": true,
  "recovery.start-empty": true,
  "backups.make": true,
  "sharing.read": true,
  "sharing.test": true,
  "sharing.prepare": true,
  "sharing.invite": true,
  "sharing.join": true,
  "sharing.leave": true,
  "sharing.exchange-now": true,
  "sharing.revoke-desk": true,
  "sharing.answer-missing": true,
  "sharing.drop-op": true,
  "sharing.cut-line": true,
};

const PATIENCE_MS = 8_000;
const LOST_ANSWER_RETRIES = 1;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type Sent<Name extends CommandName> = {
  answer: Answer<Name>;
  /** Set when nobody knows yet whether it was done: sending the same again must use the same id. */
  openRequestId: string | null;
};

/**
 * Sends a command under one request id until it is answered: while main is busy it waits as told and asks again,
 * a lost answer is asked for once more. `onBusy` is told when waiting begins.
 */
export async function send<Name extends CommandName>(
  channel: Name,
  input: CommandInput<Name>,
  { requestId = newRequestId(), onBusy }: { requestId?: string; onBusy?: () => void } = {},
): Promise<Sent<Name>> {
  const numbered = Object.hasOwn(unnumbered, channel) ? input : { ...(input as object), requestId };
  const giveUpAt = Date.now() + PATIENCE_MS;
  let lost = 0;
  for (;;) {
    const answer = await invoke(channel, numbered as Input<Name>);
    if (answer.ok) return { answer, openRequestId: null };
    const { error } = answer;
    if (error.code === "busy" || error.code === "rate-limited") {
      if (Date.now() + error.retryAfterMs > giveUpAt) return { answer, openRequestId: requestId };
      onBusy?.();
      await pause(error.retryAfterMs);
    } else if (error.code === "unexpected" && error.reference === LOST_ANSWER) {
      if (lost++ >= LOST_ANSWER_RETRIES) return { answer, openRequestId: requestId };
    } else {
      return { answer, openRequestId: error.code === "unexpected" ? requestId : null };
    }
  }
}
