import type { OutputOf, ParsedInputOf } from "../src/ipc/channel.ts";
import type { ChannelName, Contract } from "../src/ipc/contract.ts";
import { err, ok } from "../src/result.ts";
import type { Desk } from "./desk.ts";
import type { Answer } from "./ipc/router.ts";
import { LocalTrouble } from "./sync/supervisor-local.ts";
import { ServerTrouble } from "./worker/trouble.ts";

type SharingCall = Extract<ChannelName, `sharing.${string}`>;
type Handlers = {
  [Name in SharingCall]: (input: ParsedInputOf<Contract[Name]>) => Promise<OutputOf<Contract[Name]>>;
};

export const isSharingCall = (name: ChannelName): name is SharingCall => name.startsWith("sharing.");

/** Calls about sharing with other desks; the line may be cut by hand only in development. */
export function answerSharingCalls({ sharing }: Desk, development: boolean) {
  const viewAfter = async (act: Promise<void>) => {
    await act;
    return sharing.view();
  };
  const handlers: Handlers = {
    "sharing.read": async () => sharing.view(),
    "sharing.test": ({ url, ca }) => sharing.test(url, ca),
    "sharing.prepare": ({ url, ca }) => viewAfter(sharing.prepare(url, ca)),
    "sharing.invite": () => sharing.invite(),
    "sharing.join": async ({ invitation, local }) => {
      const archivedIn = await sharing.join(invitation, local);
      return { archivedIn, sharing: sharing.view() };
    },
    "sharing.leave": () => viewAfter(sharing.leave()),
    "sharing.exchange-now": () => viewAfter(sharing.exchangeNow()),
    "sharing.revoke-desk": ({ deskId }) => viewAfter(sharing.revoke(deskId)),
    "sharing.answer-missing": ({ send }) => viewAfter(sharing.answerMissing(send)),
    "sharing.drop-op": async ({ opId }) => {
      const dropped = await sharing.dropOp(opId);
      if (dropped === 0) throw new LocalTrouble({ code: "not-found", entity: "op", id: opId });
      return { dropped, sharing: sharing.view() };
    },
    "sharing.cut-line": async ({ cut }) => {
      sharing.cutLine(cut);
      return sharing.view();
    },
  };
  return async (name: SharingCall, input: unknown): Promise<Answer> => {
    if (name === "sharing.cut-line" && !development) return err({ code: "not-allowed" });
    try {
      return ok(await handlers[name](input as never));
    } catch (error) {
      if (error instanceof LocalTrouble) return err(error.error);
      if (!(error instanceof ServerTrouble)) throw error;
      const { problem, detail } = error;
      return err({ code: "server-problem", problem, detail });
    }
  };
}
