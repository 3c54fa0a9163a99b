import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { Refused } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import { AskFirst } from "./ask-first.tsx";
import styles from "./sharing.module.css";

/** Back to working alone; what was not shared by then is said before. */
export function Leave({ waiting }: { waiting: number }) {
  const { run, pending } = useCommand("sharing.leave");
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const leave = async (): Promise<void> => {
    if (pending) return;
    const answer = await run({});
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showNews(sharingWords.left);
  };
  return (
    <div className={styles.part}>
      {asks ? (
        <AskFirst
          question={sharingWords.leaveQuestion(waiting)}
          confirm={sharingWords.leaveConfirm}
          back={sharingWords.stay}
          onConfirm={() => void leave()}
          onBack={() => setAsks(false)}
        />
      ) : (
        <div>
          <Button className={`react-aria-Button plain ${styles.quiet}`} onPress={() => setAsks(true)}>
            {sharingWords.leave}
          </Button>
        </div>
      )}
      <Refused error={refused} />
    </div>
  );
}
