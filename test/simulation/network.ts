import type { ServerFunction } from "../../main/worker/postgres/replies.ts";
import { ServerTrouble } from "../../main/worker/trouble.ts";
import type { Identity } from "../../src/sync/protocol.ts";
import type { SimulatedDesk } from "./desk.ts";

/** A question of a desk on its way to the server. */
export type Asked = {
  readonly number: number;
  readonly desk: SimulatedDesk;
  /** Which start of the desk's app asked. */
  readonly start: number;
  readonly name: ServerFunction;
  readonly by: Identity;
  readonly request: Readonly<Record<string, unknown>>;
};

/** The server's answer on its way back. */
export type Answered = { readonly asked: Asked; readonly reply: unknown };

type Waiting = {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: ServerTrouble) => void;
};

/** Everything between desks and server. What lies here may be lost, late, doubled, and overtake what came before. */
export class Network {
  readonly asked: Asked[] = [];
  readonly answered: Answered[] = [];
  readonly #waiting = new Map<Asked, Waiting>();
  #numbers = 0;

  /** Resolves when somebody hears the answer; rejects when the desk stops waiting. Of a dead desk it does neither. */
  ask(desk: SimulatedDesk, name: ServerFunction, by: Identity, request: Asked["request"]): Promise<unknown> {
    this.#numbers += 1;
    const asked = { number: this.#numbers, desk, start: desk.start, name, by, request };
    this.asked.push(asked);
    return new Promise((resolve, reject) => this.#waiting.set(asked, { resolve, reject }));
  }

  /** Takes it off the line on its way to the server; with `copy` it stays there as well, to arrive a second time. */
  takeAsked(asked: Asked, copy = false): void {
    if (!copy) this.asked.splice(this.asked.indexOf(asked), 1);
  }

  answer(asked: Asked, reply: unknown): void {
    this.answered.push({ asked, reply });
  }

  /** The answer arrives; one that nobody waits for any more is as good as lost. */
  hear(answered: Answered): void {
    this.answered.splice(this.answered.indexOf(answered), 1);
    const { asked, reply } = answered;
    if (asked.start === asked.desk.start) this.#waiting.get(asked)?.resolve(reply);
    this.#waiting.delete(asked);
  }

  /** What a desk waits for; a process that died waits for nothing. */
  waitsFor(desk: SimulatedDesk): Asked | undefined {
    return [...this.#waiting.keys()].find((asked) => asked.desk === desk && asked.start === desk.start);
  }

  /** Whether a desk waits for what cannot come any more. */
  waitsInVain(desk: SimulatedDesk): boolean {
    const waited = this.waitsFor(desk);
    if (!waited) return false;
    return !this.asked.includes(waited) && !this.answered.some(({ asked }) => asked === waited);
  }

  /** The desk takes its line for broken; its question may arrive all the same. */
  stopWaiting(desk: SimulatedDesk): void {
    const asked = this.waitsFor(desk);
    if (!asked) return;
    this.#waiting.get(asked)?.reject(new ServerTrouble("interrupted", "no answer"));
    this.#waiting.delete(asked);
  }

  /** The line is cut: nothing of what is under way from or to this desk arrives. */
  cut(desk: SimulatedDesk): void {
    const keep = (asked: Asked): boolean => asked.desk !== desk;
    this.asked.splice(0, this.asked.length, ...this.asked.filter(keep));
    this.answered.splice(0, this.answered.length, ...this.answered.filter((one) => keep(one.asked)));
    this.stopWaiting(desk);
  }
}
