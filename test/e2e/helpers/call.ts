import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { type Answer, type ChannelName, contract, type Input } from "../../../src/ipc/contract.ts";
import type { Result } from "../../../src/result.ts";

type WithoutRequest<T> = T extends { requestId: string } ? Omit<T, "requestId"> & { requestId?: string } : T;

/** Asks as the window does, through its own door; commands get a request id unless they bring one. */
export function call<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: WithoutRequest<Input<Name>>,
): Promise<Answer<Name>> {
  return page.evaluate(
    ([channel, wish]) => window.anteroom.invoke(channel as ChannelName, wish as never) as Promise<never>,
    [name, named(name) ? { requestId: randomUUID(), ...input } : input] as const,
  );
}

/** All at once, in one turn of the window: nothing is awaited before the last is sent. */
export function callTogether<Name extends ChannelName>(
  page: Page,
  name: Name,
  inputs: readonly WithoutRequest<Input<Name>>[],
): Promise<Answer<Name>[]> {
  return page.evaluate(
    ([channel, wishes]) =>
      Promise.all(
        wishes.map((wish) => window.anteroom.invoke(channel as ChannelName, wish as never)),
      ) as Promise<never>,
    [name, inputs.map((input) => ({ requestId: randomUUID(), ...input }))] as const,
  );
}

const named = (name: ChannelName): boolean => {
  const { input } = contract[name];
  return "shape" in input && "requestId" in input.shape;
};

/** The value of an answer that has to be a yes. */
export async function done<T, E>(answering: Promise<Result<T, E>>): Promise<T> {
  const answer = await answering;
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.value;
}
