import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";
import { useScreen } from "../store/screen.ts";

/** News and undo only: what went wrong is said where the person is looking, and stays there. */
export type Notice = { sentence: string; undo: { opId: string; undoUntil: number } | null };

const LEAST_NEWS_MS = 5_000;
/** A long sentence stays until it can have been read, with a caller on the line. */
const READING_MS_A_LETTER = 80;
const MOST_AT_ONCE = 2;

export const notices = new ToastQueue<Notice>({ maxVisibleToasts: MOST_AT_ONCE });

export function showNews(sentence: string): void {
  notices.add(
    { sentence, undo: null },
    { timeout: Math.max(LEAST_NEWS_MS, sentence.length * READING_MS_A_LETTER) },
  );
}

/** `undoUntil` in Unix seconds. Ctrl+Z takes back the last one offered, the button each its own. Answers its key. */
export function showUndo({
  sentence,
  opId,
  undoUntil,
}: {
  sentence: string;
  opId: string;
  undoUntil: number;
}): string | null {
  const timeout = Math.max(0, undoUntil * 1000 - Date.now());
  if (timeout === 0) return null;
  const undo = { opId, undoUntil };
  const key = notices.add({ sentence, undo }, { timeout });
  useScreen.getState().offerUndo({ ...undo, key });
  return key;
}

/** What a notification says is not so any more: it goes, and its offer with it. */
export function withdraw(key: string): void {
  notices.close(key);
  const { undo, offerUndo } = useScreen.getState();
  if (undo?.key === key) offerUndo(null);
}
