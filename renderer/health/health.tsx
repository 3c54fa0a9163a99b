import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { HealthView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { Refused, useFormats } from "../fields/index.ts";
import { showNews } from "../frame/toasts.ts";
import { useApp, useCommand, useHealth } from "../queries/index.ts";
import { type Formats, fileSize, healthWords, latencyWords, refusal } from "../words/index.ts";
import { Conflicts } from "./conflicts.tsx";
import { Fact, Facts, Sign } from "./facts.tsx";
import { Guarantee } from "./guarantee.tsx";
import styles from "./health.module.css";
import { Jump } from "./jump.tsx";
import { Refusals } from "./refusals.tsx";
import { Sharing } from "./sharing.tsx";

/** Whether the promise holds on this computer, and how the work behind it goes. */
export function Health() {
  const formats = useFormats();
  const health = useHealth({ live: true });
  if (!health.data) {
    return (
      <div className="page">
        {health.error ? <p>{refusal(health.error.refusal, { formats, now: systemClock() })}</p> : null}
      </div>
    );
  }
  const view = health.data;
  return (
    <div className="page">
      <div className="page-column">
        <header>
          <h2 className={styles.title}>{healthWords.title}</h2>
          <p className="quiet">{healthWords.lead}</p>
        </header>
        <Alerts view={view} formats={formats} />
        <Guarantee guarantee={view.guarantee} />
        <Queue view={view} formats={formats} />
        <Refusals view={view} />
        <Sharing view={view} />
        <Conflicts conflicts={view.conflicts} />
        <div className={styles.pair}>
          <Backups backup={view.backup} formats={formats} />
          <Storage database={view.database} />
        </div>
        <About />
      </div>
    </div>
  );
}

function Alerts({ view: { alerts, refusals }, formats }: { view: HealthView; formats: Formats }) {
  const now = systemClock();
  const others = alerts.filter(({ code }) => code !== "refusals-jumped");
  if (others.length === 0 && refusals.jump === null) return null;
  // What a person has put aside is still there to be seen, but asks for nothing.
  if (others.length === 0 && refusals.aside) return <Jump refusals={refusals} />;
  return (
    <section className="callout" aria-label={healthWords.alerts}>
      {others.map((alert) => (
        <div key={alert.code}>
          <p className={styles.strong}>{healthWords.alert[alert.code]}</p>
          <p className="quiet">{healthWords.since(formats.ago(alert.since, now), alert.count)}</p>
        </div>
      ))}
      <Jump refusals={refusals} />
    </section>
  );
}

function Queue({ view: { queue, outbox, sharing }, formats }: { view: HealthView; formats: Formats }) {
  const { number } = formats;
  return (
    <Facts title={healthWords.queue}>
      <Fact name={healthWords.waiting} value={healthWords.of(number(queue.waiting), number(queue.limit))} />
      <Fact name={healthWords.done} value={number(queue.done)} />
      <Fact name={healthWords.wait} value={latencyWords(queue.wait)} />
      <Fact name={healthWords.run} value={latencyWords(queue.run)} />
      <Fact
        name={healthWords.group}
        value={healthWords.groupSize(queue.groupSize.mean, queue.groupSize.max)}
      />
      <Fact name={healthWords.commits} value={number(queue.commits)} />
      <Fact name={healthWords.retries} value={number(queue.retries)} />
      {sharing === null ? <Fact name={healthWords.outbox} value={number(outbox.waiting)} /> : null}
    </Facts>
  );
}

function Backups({ backup, formats }: { backup: HealthView["backup"]; formats: Formats }) {
  const { run, pending } = useCommand("backups.make");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const now = systemClock();
  const make = async (): Promise<void> => {
    const answer = await run({});
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showNews(healthWords.backedUp);
  };
  return (
    <Facts
      title={healthWords.backups}
      action={
        <Button isPending={pending} onPress={() => void make()}>
          {pending ? healthWords.backingUp : healthWords.backUpNow}
        </Button>
      }
    >
      <Fact
        name={healthWords.lastBackup}
        value={backup.lastAt === null ? healthWords.never : formats.ago(backup.lastAt, now)}
      />
      <Fact name={healthWords.kept} value={formats.number(backup.count)} />
      <Refused error={refused} />
    </Facts>
  );
}

function Storage({ database }: { database: HealthView["database"] }) {
  return (
    <Facts title={healthWords.storage}>
      <p className={styles.check}>
        <Sign good={database.storage === "ok"} />
        {healthWords.storageStates[database.storage]}
      </p>
      <Fact name={healthWords.data} value={fileSize(database.bytes)} />
      <Fact name={healthWords.log} value={fileSize(database.walBytes)} />
      <Fact name={healthWords.sqlite} value={database.sqlite} />
      <Fact name={healthWords.schema} value={String(database.schema)} />
    </Facts>
  );
}

function About() {
  const app = useApp().data;
  if (!app) return null;
  return (
    <Facts title={healthWords.app}>
      <Fact name={healthWords.version} value={app.version} />
      <Fact name={healthWords.runtime} value={app.runtime} />
    </Facts>
  );
}
