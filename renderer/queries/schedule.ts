import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { RemoteHoldView } from "../../src/ipc/views.ts";
import { addDays, type Day } from "../../src/time/zoned-day.ts";
import { answerOptions, useAnswer } from "./use-answer.ts";

const LEAST_WAIT_MS = 1_000;

/** Reads the neighbours of what is shown ahead: turning the page is what the front desk does most. */
function useReadAhead(settled: boolean, readAhead: (client: QueryClient) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!settled) return;
    // Once the page itself is drawn: its neighbours may be as large.
    const idle = requestIdleCallback(() => readAhead(client));
    return () => cancelIdleCallback(idle);
  }, [client, settled, readAhead]);
}

/** Nobody says so when another desk's hold ends by itself: what shows it is asked for again then. */
function useHoldsEnding(holds: readonly RemoteHoldView[] | undefined, queryKey: QueryKey): void {
  const client = useQueryClient();
  const holdsEndAt = Math.min(...(holds ?? []).map((hold) => hold.expiresAt));
  const key = useRef(queryKey);
  useEffect(() => {
    key.current = queryKey;
  });
  useEffect(() => {
    if (!Number.isFinite(holdsEndAt)) return;
    const inMs = Math.max(LEAST_WAIT_MS, holdsEndAt * 1000 - Date.now());
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: key.current }), inMs);
    return () => clearTimeout(timer);
  }, [client, holdsEndAt]);
}

/** One day of everybody. The day before stays on screen until the new one is here. */
export function useDay(day: Day, { enabled = true } = {}) {
  const answer = useAnswer("schedule.day", { day }, { enabled, keepPrevious: true });
  const readAhead = useCallback(
    (client: QueryClient) => {
      for (const distance of [1, -1])
        void client.prefetchQuery(answerOptions("schedule.day", { day: addDays(day, distance) }));
    },
    [day],
  );
  useReadAhead(enabled && answer.isSuccess && !answer.isPlaceholderData, readAhead);
  useHoldsEnding(answer.data?.remoteHolds, ["schedule.day", { day }]);
  return answer;
}

const WEEK = 7;

/** Seven days of one practitioner from `from` on; nothing is asked for nobody. The week before stays until then. */
export function useWeek(practitionerId: string | null, from: Day, { enabled = true } = {}) {
  const asks = enabled && practitionerId !== null;
  const input = { practitionerId: practitionerId ?? "", from };
  const answer = useAnswer("schedule.week", input, { enabled: asks, keepPrevious: true });
  const readAhead = useCallback(
    (client: QueryClient) => {
      if (practitionerId === null) return;
      for (const distance of [WEEK, -WEEK]) {
        const beside = { practitionerId, from: addDays(from, distance) };
        void client.prefetchQuery(answerOptions("schedule.week", beside));
      }
    },
    [practitionerId, from],
  );
  useReadAhead(asks && answer.isSuccess && !answer.isPlaceholderData, readAhead);
  useHoldsEnding(answer.data?.remoteHolds, ["schedule.week", input]);
  return answer;
}

/** The appointments of a series in their order; nothing is asked for one that stands alone. */
export const useSeries = (seriesId: string | null) =>
  useAnswer("appointments.read-series", { seriesId: seriesId ?? "" }, { enabled: seriesId !== null });

export const useAppointmentCard = (id: string | null) =>
  useAnswer("appointments.read", { id: id ?? "" }, { enabled: id !== null });
