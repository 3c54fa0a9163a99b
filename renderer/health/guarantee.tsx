import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { HealthView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { Refused, useFormats } from "../fields/index.ts";
import { useCommand } from "../queries/index.ts";
import { healthWords } from "../words/index.ts";
import { Facts, Sign } from "./facts.tsx";
import styles from "./health.module.css";

/** The promise, and what proved it last. */
export function Guarantee({ guarantee }: { guarantee: HealthView["guarantee"] }) {
  const formats = useFormats();
  const { run, pending } = useCommand("health.check");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const { checkedAt, constraints, probeRefused, overlaps, missing } = guarantee;
  const wasChecked = checkedAt !== null;
  const sound = constraints && probeRefused && (overlaps === null || overlaps === 0);
  const now = systemClock();

  const check = async (): Promise<void> => {
    const answer = await run({});
    setRefused(answer.ok ? null : answer.error);
  };
  const line = (good: boolean | null, words: string) => (
    <li className={styles.check}>
      <Sign good={wasChecked ? good : null} />
      {words}
    </li>
  );

  return (
    <Facts
      title={healthWords.guarantee}
      action={
        <Button isPending={pending} onPress={() => void check()}>
          {pending ? healthWords.checking : healthWords.checkNow}
        </Button>
      }
    >
      <p role="status" className={styles.verdict} data-sound={wasChecked ? sound : undefined}>
        <strong>
          {wasChecked ? (sound ? healthWords.sound : healthWords.notSound) : healthWords.notChecked}
        </strong>
        {wasChecked ? (
          <span className="quiet">{healthWords.checked(formats.ago(checkedAt, now))}</span>
        ) : null}
      </p>
      <ul>
        {line(constraints, healthWords.constraints)}
        {line(probeRefused, !wasChecked || probeRefused ? healthWords.probe : healthWords.probeFailed)}
        {line(overlaps === null ? null : overlaps === 0, healthWords.overlaps(overlaps))}
      </ul>
      {missing.length > 0 ? <p>{healthWords.missing(formats.list(missing))}</p> : null}
      <Refused error={refused} />
    </Facts>
  );
}
