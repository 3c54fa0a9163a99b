/** What a figure has to be; without a gate it is only reported. */
export type Gate = { atMost: number } | { atLeast: number } | { exactly: number };

export type Figure = { name: string; value: number; unit: string; gate?: Gate };

const words = (gate: Gate): string => {
  if ("atMost" in gate) return `<= ${gate.atMost}`;
  if ("atLeast" in gate) return `>= ${gate.atLeast}`;
  return `= ${gate.exactly}`;
};

function passes(value: number, gate: Gate): boolean {
  if ("atMost" in gate) return value <= gate.atMost;
  if ("atLeast" in gate) return value >= gate.atLeast;
  return value === gate.exactly;
}

/** Prints figures as they come: a table for people, or one JSON object a line for machines. */
export class Report {
  readonly #json: boolean;
  failed = 0;

  constructor(json: boolean) {
    this.#json = json;
  }

  add({ name, value, unit, gate }: Figure): void {
    const rounded = Number(value.toPrecision(4));
    const pass = gate ? passes(value, gate) : null;
    if (pass === false) this.failed += 1;
    if (this.#json) {
      const line = { name, value: rounded, unit, gate: gate ? words(gate) : null, pass };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      return;
    }
    const verdict = pass === null ? "" : pass ? "pass" : "FAIL";
    const columns = [
      name.padEnd(30),
      `${rounded} ${unit}`.padStart(16),
      (gate ? words(gate) : "").padStart(10),
      verdict,
    ];
    process.stdout.write(`${columns.join("  ").trimEnd()}\n`);
  }
}

/** What is going on while nothing can be reported yet. */
export const progress = (text: string): void => void process.stderr.write(`${text}\n`);
