import { QueryClient } from "@tanstack/react-query";
import { RefusedQuery } from "../lib/api.ts";

const MAX_ATTEMPTS = 6;
const FRESH_MS = 60_000;

const retryAfterMs = (error: Error): number | null =>
  error instanceof RefusedQuery && "retryAfterMs" in error.refusal ? error.refusal.retryAfterMs : null;

/**
 * Main tells what changed, so answers stay fresh until an event says otherwise; the minute is a net under it.
 * `always`: main is on this machine, whatever the network does.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: FRESH_MS,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < MAX_ATTEMPTS && retryAfterMs(error) !== null,
        retryDelay: (_, error) => retryAfterMs(error) ?? 0,
      },
    },
  });
