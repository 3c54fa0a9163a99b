import { X } from "lucide-react";
import { useState } from "react";
import { Button, FieldError, Input, Label, TextField } from "react-aria-components";
import type { FreeTime } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useKeys } from "../keys/use-keys.ts";
import { type BoardRefusal, useScreen } from "../store/screen.ts";
import { boardWords, type Formats, freeTimeWords, nearestOf, refusal as sentenceOf } from "../words/index.ts";
import styles from "./strips.module.css";

type Props = {
  refusal: BoardRefusal;
  formats: Formats;
  onChoose: (time: FreeTime) => void;
  onOutside: (reason: string) => void;
};

/** Why something on the board was not done, and what can be done instead. It stays until answered. */
export function RefusalStrip({ refusal, formats, onChoose, onOutside }: Props) {
  const refuse = useScreen((screen) => screen.refuse);
  const boardFocus = useScreen((screen) => screen.boardFocus);
  const { error, move } = refusal;
  const nearest = move ? nearestOf(error).slice(0, 3) : [];
  const choose = (index: number): void => {
    const time = nearest[index];
    if (time) onChoose(time);
  };
  const dismiss = (): void => {
    refuse(null);
    boardFocus();
  };
  useKeys({ "nearest-1": () => choose(0), "nearest-2": () => choose(1), "nearest-3": () => choose(2) });

  return (
    <section className={styles.refusal}>
      <div role="alert" className={styles.sentence}>
        {sentenceOf(error, { formats, now: systemClock() })}
      </div>
      {nearest.length > 0 && (
        <div role="group" aria-label={boardWords.nearest} className={styles.choices}>
          {nearest.map((time, index) => (
            <Button key={`${time.practitionerId} ${time.startsAt}`} onPress={() => onChoose(time)}>
              {freeTimeWords(time, move ?? { practitionerId: null, startsAt: null }, formats)}
              <span aria-hidden="true">
                <kbd>{index + 1}</kbd>
              </span>
            </Button>
          ))}
        </div>
      )}
      {error.code === "outside-hours" && move && <OutsideForm onOutside={onOutside} />}
      <Button className="react-aria-Button plain icon" aria-label={boardWords.close} onPress={dismiss}>
        <X size={16} aria-hidden />
      </Button>
    </section>
  );
}

function OutsideForm({ onOutside }: Pick<Props, "onOutside">) {
  const [reason, setReason] = useState("");
  return (
    <form
      className={styles.outside}
      onSubmit={(event) => {
        event.preventDefault();
        onOutside(reason.trim());
      }}
    >
      <TextField isRequired value={reason} onChange={setReason} maxLength={200}>
        <Label className="visually-hidden">{boardWords.outsideReason}</Label>
        <Input placeholder={boardWords.outsideReason} />
        <FieldError />
      </TextField>
      <Button type="submit">{boardWords.moveAnyway}</Button>
    </form>
  );
}
