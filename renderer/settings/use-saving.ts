import { useState } from "react";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { Result } from "../../src/result.ts";

type Versioned = { version: number };

/**
 * The version an edit names, and why it was refused. After `stale` the next try names the version that is there
 * now: the person has been told, what they typed stays, and saving again is their decision.
 */
export function useSaving(version: number) {
  const [seen, setSeen] = useState(version);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const done = <T>(answer: Result<T, AnteroomError>, rowOf: (value: T) => Versioned): void => {
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setSeen(rowOf(answer.value).version);
    else if (answer.error.code === "stale" && typeof answer.error.current?.version === "number") {
      setSeen(answer.error.current.version);
    }
  };
  return { version: seen, refused, done };
}
