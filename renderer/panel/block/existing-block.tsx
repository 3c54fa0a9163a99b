import { type SyntheticEvent, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { BlockView } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { ChoiceField, Refused, submitOnEnter, useFormats } from "../../fields/index.ts";
import { showUndo } from "../../frame/toasts.ts";
import { useCommand, useConflictsUnder, usePractitioners } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { blockedSentence, blockNow, blockWords, fieldWords, unblockedSentence } from "../../words/index.ts";
import panel from "../panel.module.css";
import { PanelFrame } from "../panel-frame.tsx";
import styles from "./block.module.css";
import { type BlockDraft, type BlockProblems, checkBlock, emptyBlock, spanOf } from "./block-draft.ts";
import { BlockFields } from "./block-fields.tsx";
import { useFocusKeep } from "./use-focus-keep.ts";

type Scope = "one" | "following" | "all";

const scopes = (["one", "following", "all"] as const).map((id) => ({ id, name: blockWords.scopes[id] }));

/** A series keeps its days: only one of it is put on another. */
const isOtherDay = ({ startsAt }: BlockDraft, block: BlockView, zone: string): boolean =>
  startsAt !== null && dayOf(zone, startsAt) !== dayOf(zone, block.startsAt);

/** A block that is there: change it, or give the time back. */
export function ExistingBlock({ block }: { block: BlockView }) {
  const formats = useFormats();
  const day = useScreen((screen) => screen.day);
  const { openPanel, closePanel } = useScreen();
  const formRef = useRef<HTMLFormElement>(null);
  const under = useConflictsUnder(block.id).data?.conflicts.length ?? 0;
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const changing = useCommand("blocks.change");
  const removing = useCommand("blocks.remove");
  // An edit names the version the person saw, not one that came in while they typed.
  const [seen, setSeen] = useState(block.version);
  const [draft, setDraft] = useState<BlockDraft>({ ...emptyBlock, ...block });
  const [scope, setScope] = useState<Scope>("one");
  const [problems, setProblems] = useState<BlockProblems>({});
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  useFocusKeep(formRef, refused);
  const name = practitioners.find((each) => each.id === block.practitionerId)?.name ?? "";

  const refuse = (error: AnteroomError): void => {
    setRefused(error);
    if (error.code === "stale" && typeof error.current?.version === "number") {
      setSeen(error.current.version);
    }
  };

  const save = async (keepBookings: boolean): Promise<void> => {
    const found = checkBlock(draft, formats.zone);
    if (scope !== "one" && isOtherDay(draft, block, formats.zone)) found.to = blockWords.dayOfOne;
    setProblems(found);
    const { startsAt, endsAt } = draft;
    if (Object.keys(found).length > 0 || startsAt === null || endsAt === null) return;
    const answer = await changing.run({
      id: block.id,
      version: seen,
      startsAt,
      endsAt,
      reason: draft.reason.trim(),
      ...(keepBookings ? { keepBookings } : {}),
      ...(block.seriesId === null ? {} : { scope }),
    });
    if (!answer.ok) {
      refuse(answer.error);
      return;
    }
    const { block: changed, count, opId, undoUntil } = answer.value;
    showUndo({ sentence: blockedSentence(name, changed, count, formats), opId, undoUntil });
    if (keepBookings) decide(changed);
    else closePanel();
  };
  const decide = (of: BlockView): void =>
    openPanel({ kind: "block", ...spanOf(of), blockId: of.id, under: true });

  const remove = async (which: Scope): Promise<void> => {
    if (removing.pending) return;
    const answer = await removing.run({ id: block.id, version: seen, scope: which });
    if (!answer.ok) {
      refuse(answer.error);
      return;
    }
    const { removed, opId, undoUntil } = answer.value;
    showUndo({ sentence: unblockedSentence(name, removed, block, formats), opId, undoUntil });
    closePanel();
  };

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!changing.pending) void save(false);
  };
  const unblock = (which: Scope, words: string) => (
    <Button key={which} onPress={() => void remove(which)}>
      {words}
    </Button>
  );

  return (
    <PanelFrame title={blockWords.title}>
      {under > 0 && (
        <div className={`callout ${styles.waiting}`}>
          <p>{blockWords.underOpen(under)}</p>
          <div>
            <Button onPress={() => decide(block)}>{blockWords.underDecide}</Button>
          </div>
        </div>
      )}
      <form
        aria-label={blockWords.title}
        className={panel.form}
        ref={formRef}
        onSubmit={submit}
        onKeyDownCapture={submitOnEnter}
        noValidate
      >
        <Refused error={refused} keep={{ words: blockWords.blockAnyway, onKeep: () => void save(true) }} />
        {refused?.code === "stale" ? <p>{blockNow(block, formats)}</p> : null}
        {block.seriesId === null ? null : <p className="quiet">{blockWords.partOfSeries}</p>}
        <BlockFields
          draft={draft}
          problems={problems}
          practitioners={practitioners}
          day={day}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
          fixedPractitioner
        />
        {block.seriesId === null ? null : (
          <ChoiceField label={blockWords.scope} choices={scopes} value={scope} onChange={setScope} />
        )}
        <div className={panel.actions}>
          <Button type="submit" className="react-aria-Button primary">
            {changing.busy ? fieldWords.busy : blockWords.save}
          </Button>
        </div>
      </form>
      <section className={panel.section} aria-label={blockWords.unblock}>
        <h3>{blockWords.unblock}</h3>
        <div className={panel.actions}>
          {block.seriesId === null
            ? unblock("one", blockWords.unblock)
            : scopes.map(({ id, name: words }) => unblock(id, words))}
        </div>
      </section>
    </PanelFrame>
  );
}
