import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { ServerProblem, SharingView } from "../../src/ipc/sharing-views.ts";
import { Refused } from "../fields/index.ts";
import { useCommand } from "../queries/index.ts";
import { JoinForm } from "../settings/sharing/join-form.tsx";
import { Progress } from "../settings/sharing/progress.tsx";
import sheet from "../styles/sheet.module.css";
import { firstRunWords, serverProblem } from "../words/index.ts";
import styles from "./first-run.module.css";

/** Those that a new invitation mends; from the others it goes on by itself. */
const needsInvitation: readonly ServerProblem[] = [
  "password-missing",
  "practice-unknown",
  "desk-revoked",
  "login-refused",
];

/** The practice is on its way to this desk: how far it is, what keeps it, and the way back. */
export function Fetching({ sharing: { progress, problem } }: { sharing: SharingView }) {
  const titleRef = useRef<HTMLHeadingElement>(null);
  // What had the keyboard has gone.
  useEffect(() => titleRef.current?.focus(), []);
  return (
    <main className={sheet.page}>
      <div className={`${sheet.sheet} ${styles.guide}`}>
        <header className={styles.header}>
          <h1 ref={titleRef} tabIndex={-1} className={styles.reached}>
            {firstRunWords.fetching}
          </h1>
          <p className="quiet">{firstRunWords.fetchingHelp}</p>
        </header>
        {problem ? <Kept problem={problem} /> : null}
        {problem || progress ? null : <p role="status">{firstRunWords.asking}</p>}
        {problem && needsInvitation.includes(problem.code) ? <JoinForm asksForLocal={false} /> : <Progress />}
        {problem ? <GiveUp /> : null}
      </div>
    </main>
  );
}

function Kept({ problem: { code, detail } }: { problem: NonNullable<SharingView["problem"]> }) {
  return (
    <p className="callout" role="alert">
      {serverProblem(code, detail)} {needsInvitation.includes(code) ? null : firstRunWords.goesOn}
    </p>
  );
}

/** Nothing of the practice is here yet, so nothing is lost. */
function GiveUp() {
  const { run, pending } = useCommand("sharing.leave");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const leave = async (): Promise<void> => {
    if (pending) return;
    const answer = await run({});
    setRefused(answer.ok ? null : answer.error);
  };
  return (
    <>
      <Refused error={refused} />
      <Button className={`react-aria-Button ${styles.giveUp}`} onPress={() => void leave()}>
        {pending ? firstRunWords.givingUp : firstRunWords.giveUp}
      </Button>
    </>
  );
}
