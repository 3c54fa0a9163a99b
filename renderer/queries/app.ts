import { useAnswer } from "./use-answer.ts";

/** The app itself: version, demo or not, state of the database. */
export const useApp = () => useAnswer("app.read", {});

export const usePractice = () => useAnswer("practice.read", {});

export const useSettings = () => useAnswer("settings.read", {});

const HEALTH_EVERY_MS = 5_000;
/** Measurements move without an event, so they are read again and again while the page is open. */
export const useHealth = ({ live = false } = {}) =>
  useAnswer("health.read", {}, live ? { refetchEveryMs: HEALTH_EVERY_MS } : {});
