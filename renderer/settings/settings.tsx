import { settingsWords } from "../words/index.ts";
import { DeskSection } from "./desk-section.tsx";
import { PracticeSection } from "./practice-section.tsx";
import { PractitionersSection } from "./practitioners-section.tsx";
import { RoomsSection } from "./rooms-section.tsx";
import styles from "./settings.module.css";
import { SharingSection } from "./sharing/sharing-section.tsx";
import { TypesSection } from "./types-section.tsx";

/** What the practice is made of, and what this desk is called. */
export function Settings() {
  return (
    <div className="page">
      <div className="page-column">
        <h2 className={styles.title}>{settingsWords.title}</h2>
        <PracticeSection />
        <PractitionersSection />
        <TypesSection />
        <RoomsSection />
        <SharingSection />
        <DeskSection />
      </div>
    </div>
  );
}
