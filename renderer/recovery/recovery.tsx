import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button, Label, Radio, RadioGroup } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { BackupView, DatabaseState } from "../../src/ipc/views.ts";
import { Refused, useFormats } from "../fields/index.ts";
import { useApp, useCommand } from "../queries/index.ts";
import sheet from "../styles/sheet.module.css";
import { backupContents, type Formats, recoveryWords } from "../words/index.ts";
import styles from "./recovery.module.css";

type Broken = Exclude<DatabaseState, { state: "ready" | "first-run" | "read-only" }>;

/** What happened, in a sentence or two. */
function whatHappened(state: Broken): string {
  switch (state.state) {
    case "damaged":
      return recoveryWords.damaged(state.movedTo);
    case "missing":
      return recoveryWords.missing;
    case "newer":
      return recoveryWords.newer(state.found, state.known);
    case "in-use":
      return recoveryWords.inUse;
    case "failed":
      return recoveryWords.failed;
  }
}

const newestFirst = (state: Broken): BackupView[] =>
  "backups" in state ? state.backups.toSorted((a, b) => b.madeAt - a.madeAt) : [];

/** The practice's data cannot be used as it is: what happened, what would be missing, and the way back. */
export function Recovery() {
  const state = useApp().data?.database;
  if (!state || state.state === "ready" || state.state === "first-run" || state.state === "read-only")
    return null;
  return <WayBack state={state} key={state.state} />;
}

function WayBack({ state }: { state: Broken }) {
  const formats = useFormats();
  const queries = useQueryClient();
  const retry = useCommand("app.retry-open");
  const restore = useCommand("recovery.restore");
  const startEmpty = useCommand("recovery.start-empty");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const backups = newestFirst(state);
  const [chosen, setChosen] = useState<string | null>(null);
  const backup = backups.find((each) => each.file === chosen) ?? backups[0];
  const titleRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => titleRef.current?.focus(), []);

  const after = async (answer: { ok: true } | { ok: false; error: AnteroomError }): Promise<void> => {
    setRefused(answer.ok ? null : answer.error);
    await queries.invalidateQueries();
  };
  const pending = retry.pending || restore.pending || startEmpty.pending;
  const canBeginEmpty = "backups" in state;

  return (
    <main className={sheet.page}>
      <section className={`${sheet.sheet} ${styles.card}`} aria-labelledby="recovery-title">
        <h1 id="recovery-title" tabIndex={-1} ref={titleRef}>
          {recoveryWords.titles[state.state]}
        </h1>
        <p>{whatHappened(state)}</p>
        {"problem" in state ? <p className={styles.problem}>{recoveryWords.problem(state.problem)}</p> : null}
        {backup ? (
          <>
            <p className="callout">{recoveryWords.missingSince(formats.dayAndTime(backup.madeAt))}</p>
            <Backups backups={backups} value={backup.file} onChange={setChosen} formats={formats} />
          </>
        ) : null}
        {canBeginEmpty && !backup ? <p>{recoveryWords.noBackups}</p> : null}
        <Refused error={refused} />
        <div className={styles.actions}>
          {backup ? (
            <Button
              className="react-aria-Button primary"
              isPending={pending}
              onPress={() => void restore.run({ file: backup.file }).then(after)}
            >
              {restore.pending ? recoveryWords.restoring : recoveryWords.restore}
            </Button>
          ) : null}
          <Button
            className={`react-aria-Button ${backup ? "" : "primary"}`}
            isPending={pending}
            onPress={() => void retry.run({}).then(after)}
          >
            {recoveryWords.retry}
          </Button>
        </div>
        {canBeginEmpty ? (
          <BeginEmpty onBegin={() => void startEmpty.run({}).then(after)} pending={pending} />
        ) : null}
      </section>
    </main>
  );
}

type BackupsProps = {
  backups: readonly BackupView[];
  value: string;
  onChange: (file: string) => void;
  formats: Formats;
};

function Backups({ backups, value, onChange, formats }: BackupsProps) {
  return (
    <RadioGroup value={value} onChange={onChange}>
      <Label>{recoveryWords.choose}</Label>
      <div className={styles.backups}>
        {backups.map((backup) => {
          const contents = backupContents(backup, formats);
          return (
            <Radio key={backup.file} value={backup.file}>
              <span className="dot" aria-hidden />
              <span>{formats.dayAndTime(backup.madeAt)}</span>
              <span className="quiet">{contents}</span>
            </Radio>
          );
        })}
      </div>
    </RadioGroup>
  );
}

type BeginEmptyProps = { onBegin: () => void; pending: boolean };

/** Behind a second step of its own: it hides every booking that was made. */
function BeginEmpty({ onBegin, pending }: BeginEmptyProps) {
  const [step, setStep] = useState<"not asked" | "asked" | "said no">("not asked");
  if (step !== "asked") {
    return (
      <div className={styles.empty}>
        <Button
          className="react-aria-Button plain"
          autoFocus={step === "said no"}
          onPress={() => setStep("asked")}
        >
          {recoveryWords.startEmpty}
        </Button>
      </div>
    );
  }
  return (
    <div className="callout danger">
      <h2>{recoveryWords.startEmptyLead}</h2>
      <p>{recoveryWords.startEmptyWarning}</p>
      <div className={styles.actions}>
        <Button autoFocus onPress={() => setStep("said no")}>
          {recoveryWords.notYet}
        </Button>
        <Button className="react-aria-Button danger" isPending={pending} onPress={onBegin}>
          {recoveryWords.startEmptyConfirm}
        </Button>
      </div>
    </div>
  );
}
