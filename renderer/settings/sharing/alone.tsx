import { sharingWords } from "../../words/index.ts";
import { Entry } from "../section.tsx";
import { JoinForm } from "./join-form.tsx";
import { PrepareForm } from "./prepare-form.tsx";

/** The two ways out of working alone: a server of one's own, or a practice that has one. */
export function Alone() {
  return (
    <div>
      <Entry name={sharingWords.join} label={sharingWords.join}>
        <JoinForm asksForLocal />
      </Entry>
      <Entry name={sharingWords.prepare} label={sharingWords.prepare}>
        <PrepareForm />
      </Entry>
    </div>
  );
}
