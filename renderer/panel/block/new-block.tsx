import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { Refused, submitOnEnter, useFormats } from "../../fields/index.ts";
import { showUndo } from "../../frame/toasts.ts";
import { useCommand, usePractitioners } from "../../queries/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import { blockedSentence, blockWords, fieldWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import { PanelFrame } from "../panel-frame.tsx";
import {
  type BlockDraft,
  type BlockProblems,
  blockLeftAt,
  checkBlock,
  emptyBlock,
  forgetBlock,
  keepBlock,
  spanOf,
} from "./block-draft.ts";
import { BlockFields } from "./block-fields.tsx";
import { repeatRule } from "./repeat.ts";
import { RepeatFields } from "./repeat-fields.tsx";
import { useFocusKeep } from "./use-focus-keep.ts";

const HOUR = 3_600;

type Wish = Extract<Panel, { kind: "block" }>;

const keyOf = ({ practitionerId, startsAt, endsAt }: Wish): string =>
  `${practitionerId}|${startsAt}|${endsAt}`;
const beginWith = (wish: Wish): BlockDraft =>
  blockLeftAt(keyOf(wish)) ?? {
    ...emptyBlock,
    practitionerId: wish.practitionerId,
    startsAt: wish.startsAt,
    endsAt: wish.endsAt ?? (wish.startsAt === null ? null : wish.startsAt + HOUR),
  };

/** Time off, once or again and again. Bookings that lie under it are shown before anything happens. */
export function NewBlock({ wish }: { wish: Wish }) {
  const formats = useFormats();
  const day = useScreen((screen) => screen.day);
  const { openPanel, closePanel } = useScreen();
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const create = useCommand("blocks.create");
  const [draft, setDraft] = useState(() => beginWith(wish));
  const [problems, setProblems] = useState<BlockProblems>({});
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const formRef = useRef<HTMLFormElement>(null);
  useFocusKeep(formRef, refused);

  const latest = useRef({ wish, draft, done: false });
  useEffect(() => {
    latest.current = { ...latest.current, wish, draft };
  });
  useEffect(
    () => () => {
      if (latest.current.done) forgetBlock();
      else keepBlock(keyOf(latest.current.wish), latest.current.draft);
    },
    [],
  );

  // Another time was chosen on the board while the form is open: it moves there, the rest stays.
  const [shown, setShown] = useState(keyOf(wish));
  if (shown !== keyOf(wish)) {
    setShown(keyOf(wish));
    const { practitionerId, startsAt, endsAt } = beginWith(wish);
    setDraft({ ...draft, practitionerId, startsAt, endsAt });
  }

  const save = async (keepBookings: boolean): Promise<void> => {
    const found = checkBlock(draft, formats.zone);
    setProblems(found);
    const { practitionerId, startsAt, endsAt } = draft;
    if (Object.keys(found).length > 0 || practitionerId === null || startsAt === null || endsAt === null) {
      requestAnimationFrame(() =>
        formRef.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
      );
      return;
    }
    const rrule = repeatRule(draft.repeat, dayOf(formats.zone, startsAt), formats.zone);
    const reason = draft.reason.trim();
    const answer = await create.run({
      practitionerId,
      startsAt,
      endsAt,
      reason,
      ...(rrule === null ? {} : { recurrence: { rrule } }),
      ...(keepBookings ? { keepBookings } : {}),
    });
    if (!answer.ok) {
      setRefused(answer.error);
      return;
    }
    const { blocks, opId, undoUntil } = answer.value;
    const first = blocks[0];
    const name = practitioners.find((each) => each.id === practitionerId)?.name ?? "";
    if (first) {
      showUndo({ sentence: blockedSentence(name, first, blocks.length, formats), opId, undoUntil });
    }
    latest.current.done = true;
    if (keepBookings && first) openPanel({ kind: "block", ...spanOf(first), blockId: first.id, under: true });
    else closePanel();
  };

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!create.pending) void save(false);
  };
  const change = (part: Partial<BlockDraft>): void => {
    setRefused(null);
    setDraft((before) => ({ ...before, ...part }));
  };

  return (
    <PanelFrame title={blockWords.newTitle}>
      <form
        aria-label={blockWords.newTitle}
        className={panel.form}
        ref={formRef}
        onSubmit={submit}
        onKeyDownCapture={submitOnEnter}
        noValidate
      >
        <Refused error={refused} keep={{ words: blockWords.blockAnyway, onKeep: () => void save(true) }} />
        <BlockFields
          draft={draft}
          problems={problems}
          practitioners={practitioners}
          day={day}
          onChange={change}
          fixedPractitioner={false}
        />
        <RepeatFields
          value={draft.repeat}
          onChange={(repeat) => change({ repeat })}
          untilError={problems.until}
        />
        <div className={panel.submit}>
          <Button type="submit" className="react-aria-Button primary">
            {create.busy ? fieldWords.busy : blockWords.block}
          </Button>
        </div>
      </form>
    </PanelFrame>
  );
}
