import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { Refused } from "../fields/index.ts";
import { useCommand, useSharing } from "../queries/index.ts";
import sheet from "../styles/sheet.module.css";
import { fieldWords, firstRunWords } from "../words/index.ts";
import { Fetching } from "./fetching.tsx";
import styles from "./first-run.module.css";
import { beginGuide, checkStep, type Guide, type GuideProblems, setUpInput } from "./guide.ts";
import { Join } from "./join.tsx";
import { HoursStep, PracticeStep, PractitionersStep, TypesStep } from "./steps.tsx";

const LAST_STEP = 3;
const steps = [PracticeStep, PractitionersStep, HoursStep, TypesStep];

/** Nothing is here yet: the guide, unless a practice is on its way here already. */
export function FirstRun() {
  const sharing = useSharing().data;
  if (sharing === undefined) return null;
  return sharing.practiceId === null ? <FirstSteps /> : <Fetching sharing={sharing} />;
}

/** From nothing to a schedule that can be booked, in one command at the end. */
function FirstSteps() {
  const queries = useQueryClient();
  const setUp = useCommand("practice.set-up");
  const openDemo = useCommand("app.open-demo");
  const [guide, setGuide] = useState<Guide>(beginGuide);
  const [step, setStep] = useState(0);
  const [problems, setProblems] = useState<GuideProblems>({});
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const formRef = useRef<HTMLFormElement>(null);
  const [joins, setJoins] = useState(false);
  const Step = steps[step] ?? PracticeStep;
  const stepName = firstRunWords.steps[step] ?? "";

  const go = (to: number): void => {
    setProblems({});
    setStep(to);
  };

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const found = checkStep(step, guide);
    setProblems(found);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        formRef.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
      );
      return;
    }
    if (step < LAST_STEP) {
      go(step + 1);
      return;
    }
    const input = setUpInput(guide);
    if (input === null || setUp.pending) return;
    const answer = await setUp.run(input);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) await queries.invalidateQueries();
  };

  const demo = async (): Promise<void> => {
    const answer = await openDemo.run({});
    if (!answer.ok) setRefused(answer.error);
  };

  if (joins) return <Join onBack={() => setJoins(false)} />;
  return (
    <main className={sheet.page}>
      <form
        className={`${sheet.sheet} ${styles.guide}`}
        aria-label={firstRunWords.step(step + 1, stepName)}
        ref={formRef}
        onSubmit={(event) => void submit(event)}
        noValidate
      >
        <header className={styles.header}>
          <h1>{firstRunWords.title}</h1>
          <p className="quiet">{firstRunWords.lead}</p>
        </header>
        <ol className={styles.steps}>
          {firstRunWords.steps.map((name, index) => (
            <li
              key={name}
              aria-current={index === step ? "step" : undefined}
              data-done={index < step || undefined}
            >
              {name}
            </li>
          ))}
        </ol>
        <StepFrame key={step}>
          <Step guide={guide} problems={problems} onChange={(part) => setGuide({ ...guide, ...part })} />
        </StepFrame>
        <Refused error={refused} />
        <div className={styles.actions}>
          {step > 0 ? <Button onPress={() => go(step - 1)}>{firstRunWords.back}</Button> : null}
          <Button type="submit" className="react-aria-Button primary" isPending={setUp.pending}>
            {setUp.busy ? fieldWords.busy : step === LAST_STEP ? firstRunWords.finish : firstRunWords.next}
          </Button>
        </div>
        <footer className={styles.instead}>
          <Button className="react-aria-Button plain" onPress={() => setJoins(true)}>
            {firstRunWords.join}
          </Button>
          <span className="quiet">{firstRunWords.joinHint}</span>
          <Button
            className="react-aria-Button plain"
            onPress={() => void demo()}
            isPending={openDemo.pending}
          >
            {firstRunWords.demo}
          </Button>
          <span className="quiet">{firstRunWords.demoHint}</span>
        </footer>
      </form>
    </main>
  );
}

/** Each step begins in its first field, whichever way it was reached. */
function StepFrame({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector("input")?.focus(), []);
  return (
    <div className={styles.step} ref={ref}>
      {children}
    </div>
  );
}
