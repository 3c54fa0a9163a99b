import type { AppointmentView } from "../../src/ipc/views.ts";
import { pages } from "../frame/pages.ts";
import { type Act, listedActs, needsOf } from "../keys/keys.ts";
import { actedOn, isOffered, runAct } from "../keys/running-acts.ts";
import { maySlip } from "../panel/appointment/slip.ts";
import { goToSection, sections } from "../settings/sections.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords, keyWords, paletteWords, slipWords } from "../words/index.ts";
import type { Entry, Part } from "./entries.ts";

/** An act of the map of keys as it can be done just now; none where it could not. */
function actEntry(name: Act): Entry[] {
  const { cut, undo, goTo } = useScreen.getState();
  if (!isOffered(name)) return [];
  const needs = needsOf(name);
  if ((needs === "cut" && !cut) || (needs === "undo" && !undo)) return [];
  const about = needs === "appointment" ? actedOn(name) : needs === "cut" ? (cut?.name ?? null) : undefined;
  if (about === null) return [];
  const run = (): void => runAct(name, () => goTo("schedule"));
  return [{ id: `act-${name}`, label: keyWords[name], detail: about, act: name, kept: true, run }];
}

/** What can be done, and where one can go: from the map of keys and the lists of pages and settings. */
export function useCommandEntries(
  open: AppointmentView | undefined,
  flush: (change: () => void) => void,
): Part[] {
  const { goTo, printSlip } = useScreen.getState();
  const slip: Entry[] =
    open && maySlip(open)
      ? [
          {
            id: "print-slip",
            label: slipWords.print,
            detail: open.clientName ?? undefined,
            run: () => printSlip(open.id),
          },
        ]
      : [];
  const acts = [...listedActs().flatMap(actEntry), ...slip];
  const toPages = pages.map(
    ({ page }): Entry => ({
      id: `page-${page}`,
      label: paletteWords.goToPage(frameWords[page]),
      kept: true,
      run: () => goTo(page),
    }),
  );
  const toSections = sections.map(
    ({ id, title }): Entry => ({
      id,
      label: title,
      also: frameWords.settings,
      kept: true,
      run: () => {
        flush(() => goTo("settings"));
        goToSection(id);
      },
    }),
  );
  return [
    { id: "acts", title: paletteWords.acts, entries: acts },
    { id: "pages", title: paletteWords.pages, entries: toPages },
    { id: "settings", title: paletteWords.settings, entries: toSections },
  ];
}
