import { useCommand, useSettings } from "../queries/index.ts";

const MOST = 5;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** What was done from the palette lately, kept with the desk's settings, and how another is added. */
export function useRecent(): { recent: readonly string[]; remember: (id: string) => void } {
  const kept = useSettings().data?.settings["palette-recent"];
  const { run } = useCommand("settings.change");
  const recent = isTexts(kept) ? kept : [];
  const remember = (id: string): void => {
    if (recent[0] === id) return;
    const value = [id, ...recent.filter((each) => each !== id)].slice(0, MOST);
    void run({ key: "palette-recent", value });
  };
  return { recent, remember };
}
