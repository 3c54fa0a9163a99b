import { v7 } from "uuid";
import type { OutputOf, OwnErrorOf } from "../../src/ipc/channel.ts";
import type { Answer, ChannelName, Contract, Input } from "../../src/ipc/contract.ts";
import type { AnteroomError, commonErrors, ErrorOf } from "../../src/ipc/errors.ts";

/** What a channel answers when it worked. */
export type Output<Name extends ChannelName> = OutputOf<Contract[Name]>;
/** What a channel may refuse with: its own errors and those that any call may answer. */
export type Refusal<Name extends ChannelName> =
  | OwnErrorOf<Contract[Name]>
  | ErrorOf<(typeof commonErrors)[number]>;

/** The reference of an answer that never came: main could not be reached, so nobody knows whether it was done. */
export const LOST_ANSWER = "lost-answer";

/** Asks the main process. Always answers a Result: a call that could not be made is one more refusal. */
export async function invoke<Name extends ChannelName>(
  channel: Name,
  input: Input<Name>,
): Promise<Answer<Name>> {
  try {
    return await window.anteroom.invoke(channel, input);
  } catch {
    const error: ErrorOf<"unexpected"> = { code: "unexpected", reference: LOST_ANSWER };
    return { ok: false, error } as Answer<Name>;
  }
}

/** Time-ordered, so that what main remembers by request id stays in the order it came. */
export const newRequestId = (): string => v7();

/** A refusal on its way through React Query, which knows only thrown errors. */
export class RefusedQuery extends Error {
  readonly refusal: AnteroomError;
  constructor(refusal: AnteroomError) {
    super(refusal.code);
    this.name = "RefusedQuery";
    this.refusal = refusal;
  }
}
