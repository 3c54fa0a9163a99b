import { type ReactNode, useEffect, useRef, useState } from "react";
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import type { FreeTime } from "../../../src/ipc/views.ts";
import styles from "./find.module.css";

export type FreeEntry = { time: FreeTime; says: string; row: ReactNode };
export type FreeGroup = { title: string; entries: readonly FreeEntry[] };

type Props = {
  label: string;
  /** What they are answers to: to another wish the arrows begin with the first. */
  wish: string;
  /** Null until they are known. */
  groups: readonly FreeGroup[] | null;
  onChoose: (time: FreeTime) => void;
  /** Told of each that the arrows come to. */
  onLook: (time: FreeTime) => void;
  more?: { says: string; onMore: () => void } | null;
  /** In place of the list, while there is none. */
  children: ReactNode;
};

const MORE = "more";
const idOf = ({ practitionerId, startsAt }: FreeTime): string => `${practitionerId} ${startsAt}`;

/** Free times to choose from with arrows and Enter. They have the keyboard at once, unless it is in a field by then. */
export function FreeList({ label, wish, groups, onChoose, onLook, more = null, children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  // Whether a list that comes has the keyboard: not when somebody is in a field by then.
  const [isHere, setIsHere] = useState(true);
  // Enter that came before there was anything to choose means the first.
  const enteredEarly = useRef(false);
  const entries = groups?.flatMap((group) => group.entries) ?? [];
  const first = entries[0]?.time;
  const hasTimes = first !== undefined;

  useEffect(() => holder.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    // The last of them is gone, and the keyboard with it.
    if (!hasTimes && document.activeElement === document.body) holder.current?.focus({ preventScroll: true });
  }, [hasTimes]);
  useEffect(() => {
    if (groups === null || !enteredEarly.current) return;
    enteredEarly.current = false;
    if (first) onChoose(first);
  }, [groups, first, onChoose]);

  const choose = (key: string): void => {
    const chosen = entries.find(({ time }) => idOf(time) === key);
    if (chosen) onChoose(chosen.time);
    else if (key.startsWith(MORE)) more?.onMore();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the keyboard until the list is there
    <div
      ref={holder}
      tabIndex={-1}
      className={styles.answers}
      onFocus={() => setIsHere(true)}
      onBlur={({ relatedTarget }) => setIsHere(holder.current?.contains(relatedTarget) ?? false)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === holder.current) enteredEarly.current = true;
      }}
    >
      {groups !== null && hasTimes ? (
        <ListBox
          key={wish}
          aria-label={label}
          autoFocus={isHere ? "first" : false}
          className={`react-aria-ListBox ${styles.list}`}
          onAction={(key) => choose(String(key))}
        >
          {groups.map((group) => (
            <ListBoxSection key={group.title} id={group.title}>
              <Header className={styles.heading ?? ""}>{group.title}</Header>
              <Collection items={group.entries.map((entry) => ({ ...entry, id: idOf(entry.time) }))}>
                {({ id, time, says, row }) => (
                  <ListBoxItem id={id} textValue={says}>
                    {({ isFocused }) => (
                      <Looked time={time} isFocused={isFocused} onLook={onLook}>
                        {row}
                      </Looked>
                    )}
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          ))}
          {more && (
            // Another one each time: the arrows then go on where it stood, not behind what came.
            <ListBoxItem
              id={`${MORE} ${entries.length}`}
              textValue={more.says}
              className={`react-aria-ListBoxItem ${styles.more}`}
            >
              {more.says}
            </ListBoxItem>
          )}
        </ListBox>
      ) : (
        children
      )}
    </div>
  );
}

type LookedProps = {
  time: FreeTime;
  isFocused: boolean;
  onLook: (time: FreeTime) => void;
  children: ReactNode;
};

function Looked({ time, isFocused, onLook, children }: LookedProps) {
  useEffect(() => {
    if (isFocused) onLook(time);
  }, [isFocused, onLook, time]);
  return children;
}
