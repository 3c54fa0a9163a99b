import { randomUUID } from "node:crypto";
import type { CommandName } from "../../main/commands/handler.ts";
import type { Caller } from "../../main/commands/unit-of-work.ts";
import type { Desk } from "../../main/desk.ts";
import type { QueryName } from "../../main/queries/index.ts";
import { type Answer, contract, type Input } from "../../src/ipc/contract.ts";
import type { Result } from "../../src/result.ts";

export const frontDesk: Caller = { window: "window-1", actor: "Front desk" };

/** Without its request id, which `command` makes unless it is given. */
export type Asked<Name extends CommandName> = WithoutRequest<Input<Name>> & { requestId?: string };
type WithoutRequest<T> = T extends unknown ? Omit<T, "requestId"> : never;

/** A command as a window sends it: the input is checked by the contract's schema first. */
export function command<Name extends CommandName>(
  desk: Desk,
  name: Name,
  input: Asked<Name>,
  caller: Caller = frontDesk,
): Promise<Answer<Name>> {
  const { input: schema } = contract[name];
  // Of a choice of inputs, all or none name their request.
  const one = "options" in schema ? schema.options[0] : schema;
  const named = "shape" in one && "requestId" in one.shape;
  const whole = named ? { requestId: randomUUID(), ...input } : input;
  return desk.command(name, schema.parse(whole), caller) as Promise<Answer<Name>>;
}

export function query<Name extends QueryName>(
  desk: Desk,
  name: Name,
  input: Input<Name>,
  caller: Caller = frontDesk,
): Promise<Answer<Name>> {
  return desk.query(name, contract[name].input.parse(input), caller) as Promise<Answer<Name>>;
}

/** The value of an answer that has to be a yes. */
export async function done<T, E>(answering: Promise<Result<T, E>>): Promise<T> {
  const answer = await answering;
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** The error of an answer that has to be a no. */
export async function refused<T, E>(answering: Promise<Result<T, E>>): Promise<E> {
  const answer = await answering;
  if (answer.ok) throw new Error(`accepted: ${JSON.stringify(answer.value)}`);
  return answer.error;
}
