import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { addDays, type Day } from "../../src/time/zoned-day.ts";
import { answerOptions, useAnswer } from "./use-answer.ts";

const LEAST_WAIT_MS = 1_000;

/**
 * One day of everybody. The day before stays on screen until the new one is here, and the neighbours of a shown
 * day are read ahead: turning the page is what the front desk does most.
 */
export function useDay(day: Day) {
  const client = useQueryClient();
  const answer = useAnswer("schedule.day", { day }, { keepPrevious: true });
  const settled = answer.isSuccess && !answer.isPlaceholderData;
  useEffect(() => {
    if (!settled) return;
    // Once the day itself is drawn: its neighbours may be as large.
    const idle = requestIdleCallback(() => {
      for (const distance of [1, -1]) {
        void client.prefetchQuery(answerOptions("schedule.day", { day: addDays(day, distance) }));
      }
    });
    return () => cancelIdleCallback(idle);
  }, [client, day, settled]);
  const holdsEndAt = Math.min(...(answer.data?.remoteHolds ?? []).map((hold) => hold.expiresAt));
  useEffect(() => {
    if (!Number.isFinite(holdsEndAt)) return;
    // Nobody says so when another desk's hold ends by itself.
    const inMs = Math.max(LEAST_WAIT_MS, holdsEndAt * 1000 - Date.now());
    const timer = setTimeout(() => {
      void client.invalidateQueries({ queryKey: ["schedule.day", { day }] });
    }, inMs);
    return () => clearTimeout(timer);
  }, [client, day, holdsEndAt]);
  return answer;
}

/** The appointments of a series in their order; nothing is asked for one that stands alone. */
export const useSeries = (seriesId: string | null) =>
  useAnswer("appointments.read-series", { seriesId: seriesId ?? "" }, { enabled: seriesId !== null });

export const useAppointmentCard = (id: string | null) =>
  useAnswer("appointments.read", { id: id ?? "" }, { enabled: id !== null });
