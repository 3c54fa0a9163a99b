import type { HealthView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { useSharing } from "../queries/index.ts";
import { healthWords, latencyWords, sharingStatus, skewWords } from "../words/index.ts";
import { Fact, Facts, Sign } from "./facts.tsx";
import styles from "./health.module.css";
import { Troubled } from "./troubled.tsx";

/** How the exchange with the shared server goes; nothing on a desk that works alone. */
export function Sharing({ view: { sharing, outbox } }: { view: HealthView }) {
  const formats = useFormats();
  const state = useSharing().data;
  const now = systemClock();
  if (sharing === null || state === undefined) return null;
  const { push, pull, position, head, skewSeconds, server } = sharing;
  const { number, ago } = formats;
  return (
    <Facts title={healthWords.sharing}>
      <Fact name={healthWords.sharingState} value={sharingStatus(state, { formats, now }).text} />
      <Fact
        name={healthWords.outbox}
        value={healthWords.outboxOf(
          number(outbox.waiting),
          outbox.oldestAt === null ? null : ago(outbox.oldestAt, now),
        )}
      />
      <Fact name={healthWords.push} value={latencyWords(push)} />
      <Fact name={healthWords.pull} value={latencyWords(pull)} />
      <Fact
        name={healthWords.position}
        value={healthWords.positionOf(number(position), number(head), number(Math.max(0, head - position)))}
      />
      <Fact name={healthWords.skew} value={skewWords(skewSeconds)} />
      {server === null ? (
        <Fact name={healthWords.serverAudit} value={healthWords.notChecked} />
      ) : (
        <>
          <p className={styles.check}>
            <Sign good={server.overlaps === 0} />
            {healthWords.serverOverlaps(server.overlaps)}
          </p>
          <p className={styles.check}>
            <Sign good={server.gaps === 0} />
            {healthWords.serverGaps(server.gaps)}
            <span className="quiet">{healthWords.checked(ago(server.checkedAt, now))}</span>
          </p>
        </>
      )}
      <Troubled troubled={state.troubled} />
    </Facts>
  );
}
