import { useCallback, useRef, useState } from "react";
import type { Answer } from "../../src/ipc/contract.ts";
import type { Done } from "../../src/ipc/views.ts";
import { showUndo } from "../frame/toasts.ts";
import { type CommandInput, type CommandName, send } from "./send.ts";

/** `working`: sent. `busy`: main asked to wait, it is being tried again ("Busy, trying again"). */
export type CommandState = "idle" | "working" | "busy";

type Choices = {
  /** What the notification says was done, with its Undo. Without it no undo is offered. */
  undo?: string;
};

const doneOf = (value: unknown): Done | null =>
  typeof value === "object" && value !== null && "opId" in value && "undoUntil" in value
    ? (value as Done)
    : null;

/** A command for a component: `run` answers as main answered, after waiting out a busy queue. */
export function useCommand<Name extends CommandName>(channel: Name) {
  const [state, setState] = useState<CommandState>("idle");
  const open = useRef<{ id: string; input: string } | null>(null);
  const running = useRef(0);

  const run = useCallback(
    async (input: CommandInput<Name>, { undo }: Choices = {}): Promise<Answer<Name>> => {
      const written = JSON.stringify(input);
      const known = open.current?.input === written ? { requestId: open.current.id } : {};
      running.current += 1;
      setState("working");
      const { answer, openRequestId } = await send(channel, input, {
        ...known,
        onBusy: () => setState("busy"),
      });
      running.current -= 1;
      open.current = openRequestId === null ? null : { id: openRequestId, input: written };
      if (running.current === 0) setState("idle");
      const done = answer.ok ? doneOf(answer.value) : null;
      if (done && undo !== undefined) showUndo({ sentence: undo, ...done });
      return answer;
    },
    [channel],
  );

  return { run, state, pending: state !== "idle", busy: state === "busy" };
}
