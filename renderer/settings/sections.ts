import { settingsWords, sharingWords } from "../words/index.ts";
import { DeskSection } from "./desk-section.tsx";
import { PracticeSection } from "./practice-section.tsx";
import { PractitionersSection } from "./practitioners-section.tsx";
import { RoomsSection } from "./rooms-section.tsx";
import { SharingSection } from "./sharing/sharing-section.tsx";
import { TypesSection } from "./types-section.tsx";

/** The parts of the settings, in their order: the page and the palette are made from it. */
export const sections = [
  { id: "settings-practice", title: settingsWords.practice, Section: PracticeSection },
  { id: "settings-practitioners", title: settingsWords.practitioners, Section: PractitionersSection },
  { id: "settings-types", title: settingsWords.types, Section: TypesSection },
  { id: "settings-rooms", title: settingsWords.rooms, Section: RoomsSection },
  { id: "settings-sharing", title: sharingWords.title, Section: SharingSection },
  { id: "settings-desk", title: settingsWords.desk, Section: DeskSection },
] as const;

/** Brings a part of the open page into view, and the keyboard with it. */
export function goToSection(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: "start" });
  section?.focus({ preventScroll: true });
}
