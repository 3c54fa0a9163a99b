import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { SharingView } from "../../../src/ipc/sharing-views.ts";
import { Refused, useFormats } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useNow } from "../../lib/use-now.ts";
import { useCommand } from "../../queries/index.ts";
import { serverProblem, sharingStatus, sharingWords } from "../../words/index.ts";
import settings from "../settings.module.css";
import { Desks } from "./desks.tsx";
import { Invite } from "./invite.tsx";
import { Leave } from "./leave.tsx";
import { Missing } from "./missing.tsx";
import { Progress } from "./progress.tsx";
import styles from "./sharing.module.css";

/** How this desk stands with the shared server, who else is there, and what can be done about it. */
export function Shared({ sharing }: { sharing: SharingView }) {
  const formats = useFormats();
  const now = useNow();
  const { server, problem, waiting, oldestWaitingAt, lastExchangeAt, missing } = sharing;
  const facts: [name: string, value: string | null][] = [
    [
      sharingWords.server,
      server &&
        `${server.host}:${server.port}, ${server.database} (${server.tls ? sharingWords.encrypted : sharingWords.notEncrypted})`,
    ],
    [sharingWords.state, sharingStatus(sharing, { formats, now }).text],
    [
      sharingWords.waiting,
      sharingWords.waitingSince(waiting, oldestWaitingAt === null ? null : formats.ago(oldestWaitingAt, now)),
    ],
    [
      sharingWords.lastExchange,
      lastExchangeAt === null ? sharingWords.never : formats.ago(lastExchangeAt, now),
    ],
  ];
  return (
    <>
      {missing ? <Missing missing={missing} /> : null}
      {problem ? <p className="callout">{serverProblem(problem.code, problem.detail)}</p> : null}
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <Progress />
      <Line />
      <Desks desks={sharing.desks} />
      <Invite />
      <Leave waiting={waiting} />
    </>
  );
}

/** The line itself: used at once, or only looked at. */
function Line() {
  const exchange = useCommand("sharing.exchange-now");
  const test = useCommand("sharing.test");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  const exchangeNow = async (): Promise<void> => {
    if (exchange.pending) return;
    setSaid(null);
    const answer = await exchange.run({});
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { waiting } = answer.value;
    if (waiting === 0) showNews(sharingWords.exchanged);
    else setSaid(sharingWords.stillWaiting(waiting));
  };
  const ask = async (): Promise<void> => {
    if (test.pending) return;
    setSaid(null);
    const answer = await test.run({});
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setSaid(sharingWords.tested(answer.value));
  };
  return (
    <>
      <Refused error={refused} />
      {said === null ? null : (
        <p role="status" className="callout plain">
          {said}
        </p>
      )}
      <div className={settings.actions}>
        <Button onPress={() => void exchangeNow()}>
          {exchange.pending ? sharingWords.exchanging : sharingWords.exchangeNow}
        </Button>
        <Button onPress={() => void ask()}>
          {test.pending ? sharingWords.testing : sharingWords.testServer}
        </Button>
      </div>
    </>
  );
}
