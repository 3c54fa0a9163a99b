import { useSharing } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import { Section } from "../section.tsx";
import { Alone } from "./alone.tsx";
import { Shared } from "./shared.tsx";
import styles from "./sharing.module.css";

/** Whether and how this desk shares one schedule with others. */
export function SharingSection() {
  const sharing = useSharing().data;
  const isAlone = sharing?.state === "alone";
  return (
    <Section
      title={sharingWords.title}
      lead={sharing === undefined || isAlone ? sharingWords.leadAlone : sharingWords.leadShared}
    >
      {sharing?.secretsForSession ? (
        <p className={`callout ${styles.notice}`}>{sharingWords.secretsForSession}</p>
      ) : null}
      {sharing === undefined ? null : isAlone ? <Alone /> : <Shared sharing={sharing} />}
    </Section>
  );
}
