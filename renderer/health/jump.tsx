import { Button } from "react-aria-components";
import type { HealthView } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { useToday } from "../frame/use-today.ts";
import { useCommand } from "../queries/index.ts";
import { healthWords, jumpSentence } from "../words/index.ts";
import styles from "./health.module.css";

/** Many more refusals than usual: how many, and what is usual; a person may put it aside for the day. */
export function Jump({ refusals: { jump, aside } }: Pick<HealthView, "refusals">) {
  const formats = useFormats();
  const today = useToday();
  const { run, pending } = useCommand("settings.change");
  if (jump === null) return null;
  const put = (value: string | null) => (): void => void run({ key: "refusals-aside", value });
  return (
    <div className={aside ? styles.aside : styles.jump}>
      <p className={aside ? "quiet" : styles.strong}>{jumpSentence(jump, formats)}</p>
      <p className="quiet">{aside ? healthWords.isAside : healthWords.jumpHelp}</p>
      <Button isPending={pending} onPress={put(aside ? null : today)}>
        {aside ? healthWords.notAside : healthWords.putAside}
      </Button>
    </div>
  );
}
