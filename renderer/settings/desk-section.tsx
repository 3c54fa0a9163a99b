import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { useOwnPractitioner } from "../board/use-people.ts";
import { ChoiceField, Refused, TextField } from "../fields/index.ts";
import { showNews } from "../frame/toasts.ts";
import { useApp, useCommand, usePractitioners, useSettings } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { fieldWords, settingsWords } from "../words/index.ts";
import { SaveForm } from "./save-form.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";

type Theme = keyof typeof settingsWords.themes;
const themes = Object.keys(settingsWords.themes) as Theme[];

export function DeskSection() {
  const deskName = useApp().data?.deskName;
  return (
    <Section title={settingsWords.desk} lead={settingsWords.deskLead}>
      {deskName === undefined ? null : <DeskNameForm deskName={deskName} key={deskName} />}
      <OwnPractitioner />
      <ThemeChoice />
    </Section>
  );
}

function DeskNameForm({ deskName }: { deskName: string }) {
  const { run, pending, busy } = useCommand("settings.change");
  const [name, setName] = useState(deskName);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const isNameless = name.trim() === "";
  const save = async (): Promise<void> => {
    if (isNameless) return;
    const answer = await run({ key: "desk-name", value: name.trim() });
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showNews(settingsWords.saved(name.trim()));
  };
  return (
    <SaveForm
      label={settingsWords.deskName}
      onSave={() => void save()}
      refused={refused}
      pending={pending}
      busy={busy}
    >
      <div className={styles.row}>
        <TextField
          label={settingsWords.deskName}
          value={name}
          onChange={setName}
          description={settingsWords.deskNameHint}
          error={isNameless ? fieldWords.required(settingsWords.deskName) : null}
          maxLength={120}
        />
      </div>
    </SaveForm>
  );
}

const EVERYBODY = "everybody";

/** Whose desk it is. It takes effect at once: the schedule shows their week, and opens on it from then on. */
function OwnPractitioner() {
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const own = useOwnPractitioner();
  const { run } = useCommand("settings.change");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const choices = [
    { id: EVERYBODY, name: settingsWords.everybodysDesk },
    ...practitioners.map(({ id, name }) => ({ id, name })),
  ];
  const choose = async (id: string): Promise<void> => {
    const chosen = practitioners.find((each) => each.id === id);
    const answer = await run({ key: "own-practitioner", value: chosen?.id ?? null });
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { showWeekOf, setView } = useScreen.getState();
    if (chosen) showWeekOf(chosen.id);
    else setView("day");
    showNews(settingsWords.saved(chosen ? settingsWords.deskOf(chosen.name) : settingsWords.everybodysDesk));
  };
  return (
    <>
      <div className={styles.row}>
        <ChoiceField
          label={settingsWords.ownPractitioner}
          choices={choices}
          value={own?.id ?? EVERYBODY}
          onChange={(id) => void choose(id)}
          description={settingsWords.ownPractitionerHint}
        />
      </div>
      <Refused error={refused} />
    </>
  );
}

function ThemeChoice() {
  const chosen = useSettings().data?.settings.theme;
  const { run } = useCommand("settings.change");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const choose = async (value: string): Promise<void> => {
    const theme = themes.find((each) => each === value);
    if (theme === undefined) return;
    const answer = await run({ key: "theme", value: theme });
    setRefused(answer.ok ? null : answer.error);
  };
  return (
    <>
      <RadioGroup
        value={themes.find((each) => each === chosen) ?? "system"}
        onChange={(value) => void choose(value)}
      >
        <Label>{settingsWords.theme}</Label>
        {themes.map((theme) => (
          <Radio key={theme} value={theme}>
            <span className="dot" aria-hidden />
            {settingsWords.themes[theme]}
          </Radio>
        ))}
      </RadioGroup>
      <Refused error={refused} />
    </>
  );
}
