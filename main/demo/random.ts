import { v7 } from "uuid";

/** A small generator of the same numbers from the same seed (sfc32), so that a demo can be talked about. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    [this.#a, this.#b, this.#c, this.#d] = [0x9e37_79b9, 0x243f_6a88, 0xb7e1_5162, seed | 0];
    for (let round = 0; round < 15; round += 1) this.#word();
  }

  /** `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#share() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.#share() < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error("nothing to pick from");
    return list[this.int(0, list.length - 1)] as T;
  }

  /** One of a table of choices and weights. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    let left = this.#share() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.pick(choices)[0];
  }

  /** An id such as one made at that instant would be. */
  id(at: number): string {
    const random = new Uint8Array(16);
    for (let index = 0; index < 16; index += 1) random[index] = this.#word() & 0xff;
    return v7({ msecs: at * 1000, random });
  }

  #share(): number {
    return this.#word() / 0x1_0000_0000;
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}
