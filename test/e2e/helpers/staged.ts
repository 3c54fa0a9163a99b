import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { ConflictSide, ConflictView, SharingView } from "../../../src/ipc/sharing-views.ts";
import type { AppointmentView, AppView, HealthView, RemoteHoldView } from "../../../src/ipc/views.ts";
import type { Desk } from "./desk.ts";

/**
 * States that take several desks, days or a broken server to come about, put before the window for pictures and for
 * axe. Only main's answers are staged; what is tested about sharing itself is tested with real desks and a real server.
 */
export type Staged = {
  sharing?: Partial<SharingView>;
  conflicts?: ConflictView[];
  settled?: ConflictView[];
  holds?: RemoteHoldView[];
  health?: Partial<HealthView>;
  /** By id: what the day says of them. */
  appointments?: Record<string, Partial<AppointmentView>>;
  app?: Partial<AppView>;
  /** What every wish to change something is answered with. */
  refusal?: AnteroomError;
  /** The day is not answered before the next staging. */
  isSlow?: boolean;
};

const alone: SharingView = {
  state: "alone",
  since: 0,
  problem: null,
  practiceId: null,
  server: null,
  waiting: 0,
  oldestWaitingAt: null,
  lastExchangeAt: null,
  desks: [],
  progress: null,
  missing: null,
  troubled: [],
  openConflicts: 0,
  secretsForSession: false,
  cut: false,
};

/** Main answers as staged from now on, and every window asks again. */
export async function stage({ app }: Desk, staged: Staged): Promise<void> {
  await app.evaluate(
    ({ ipcMain, BrowserWindow }, { staged: now, alone: usual }) => {
      type Handler = (event: unknown, channel: string, input: Record<string, unknown>) => Promise<unknown>;
      type Answer = { ok: boolean; value: Record<string, unknown> };
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      const holder = globalThis as unknown as { unstaged?: Handler | undefined; waiting?: (() => void)[] };
      for (const goOn of holder.waiting ?? []) goOn();
      const waiting: (() => void)[] = [];
      holder.waiting = waiting;
      holder.unstaged ??= handlers.get("anteroom:invoke");
      const ask = holder.unstaged;
      if (!ask) throw new Error("nobody answers the window");
      const patched = (each: Record<string, unknown>) => ({
        sharing: "confirmed",
        needsDecision: false,
        ...each,
        ...now.appointments?.[String(each["id"])],
      });
      const stagedHandler: Handler = async (event, channel, input) => {
        if (channel === "sharing.read") return { ok: true, value: { ...usual, ...now.sharing } };
        if (channel === "conflicts.list") {
          const conflicts = (input["settled"] ? now.settled : now.conflicts) ?? [];
          return { ok: true, value: { conflicts, open: now.conflicts?.length ?? 0 } };
        }
        if (now.refusal && "requestId" in input) return { ok: false, error: now.refusal };
        if (now.isSlow && channel === "schedule.day") {
          await new Promise<void>((resolve) => waiting.push(resolve));
        }
        const answer = (await ask(event, channel, input)) as Answer;
        if (!answer.ok) return answer;
        if (channel === "schedule.day") {
          const appointments = (answer.value["appointments"] as Record<string, unknown>[]).map(patched);
          return { ok: true, value: { ...answer.value, appointments, remoteHolds: now.holds ?? [] } };
        }
        if (channel === "appointments.read") {
          const appointment = patched(answer.value["appointment"] as Record<string, unknown>);
          return { ok: true, value: { ...answer.value, appointment } };
        }
        if (channel === "app.read") return { ok: true, value: { ...answer.value, ...now.app } };
        if (channel === "health.read") return { ok: true, value: { ...answer.value, ...now.health } };
        return answer;
      };
      handlers.set("anteroom:invoke", stagedHandler);
      for (const window of BrowserWindow.getAllWindows()) {
        for (const name of ["conflicts-changed", "sharing-changed", "health-changed", "app-changed"]) {
          window.webContents.send("anteroom:event", name, {});
        }
      }
    },
    { staged, alone },
  );
}

export const sideOf = (
  appointment: AppointmentView,
  more: Partial<ConflictSide> & { phone?: string | null } = {},
): ConflictSide => {
  const { phone = "+49 30 555 1000", ...rest } = more;
  const { clientId, clientName } = appointment;
  return {
    appointment,
    block: null,
    practitionerName: "Dr Ada Okafor",
    roomName: null,
    typeName: "Follow-up",
    clients: clientId === null ? [] : [{ id: clientId, name: clientName ?? "", phone }],
    by: appointment.bookedBy,
    at: appointment.bookedAt,
    ...rest,
  };
};

export const conflictOf = (
  more: Partial<ConflictView> & Pick<ConflictView, "id" | "kind" | "loser">,
): ConflictView => ({
  state: "open",
  openedBy: "Desk 2",
  openedAt: more.loser.at,
  provisional: false,
  other: null,
  wantedTime: null,
  detail: {},
  nearest: [],
  ways: [],
  resolution: null,
  closedBy: null,
  closedAt: null,
  ...more,
});
