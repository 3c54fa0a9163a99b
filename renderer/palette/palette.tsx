import { useState } from "react";
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Keyboard,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from "react-aria-components";
import { flushSync } from "react-dom";
import { Caps } from "../keys/caps.tsx";
import { useDay } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { boardWords, paletteWords } from "../words/index.ts";
import { type Entry, rank, withRecent } from "./entries.ts";
import styles from "./palette.module.css";
import { useCommandEntries } from "./use-command-entries.ts";
import { useFirstEntry } from "./use-first-entry.ts";
import { useFoundEntries } from "./use-found-entries.ts";
import { useRecent } from "./use-recent.ts";

/** So many entries of a part are shown; who looks for another types one letter more. */
const MOST_SHOWN = 50;

/** One field for everything: who is this, when is that, where is it, and what can be done. */
export function Palette() {
  const { overlay, show } = useScreen();
  return (
    <ModalOverlay
      isDismissable
      isOpen={overlay === "search"}
      onOpenChange={(open) => show(open ? "search" : null)}
      className={`react-aria-ModalOverlay ${styles.overlay}`}
    >
      <Modal className={`react-aria-Modal ${styles.modal}`}>
        <Dialog aria-label={paletteWords.title} className={styles.dialog ?? ""}>
          <Entries />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Entries() {
  const [text, setText] = useState("");
  const { day, panel, show } = useScreen();
  // Acts are about what the person was at: the keyboard goes back there before one is done.
  const [before] = useState(() => document.activeElement);
  const view = useDay(day).data;
  const openId = panel?.kind === "appointment" ? panel.id : null;
  const commands = useCommandEntries(
    view?.appointments.find(({ id }) => id === openId),
    flushSync,
  );
  const found = useFoundEntries(text);
  const { recent, remember } = useRecent();
  const typed = text.trim();
  const parts =
    typed === ""
      ? withRecent(commands, recent, paletteWords.recent)
      : rank([...found.parts, ...commands], typed);
  const count = parts.reduce((sum, { entries }) => sum + entries.length, 0);

  const run = (entry: Entry): void => {
    flushSync(() => show(null));
    if (entry.act && before instanceof HTMLElement && before.isConnected)
      before.focus({ preventScroll: true });
    if (entry.kept) remember(entry.id);
    entry.run();
  };

  const first = parts[0]?.entries[0];
  const { listKey, beforeKey } = useFirstEntry(typed, first?.id, found.searching, () => {
    if (first) run(first);
  });

  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField autoFocus aria-label={paletteWords.title} className={styles.field ?? ""}>
        <Input
          placeholder={paletteWords.hint}
          className={styles.input ?? ""}
          onKeyDownCapture={beforeKey}
          // Autocomplete goes on naming the entry it was at after that is gone.
          {...(count === 0 ? { "aria-activedescendant": "" } : {})}
        />
      </TextField>
      <Menu
        key={listKey}
        autoFocus={typed === "" ? false : "first"}
        aria-label={paletteWords.title}
        className={`react-aria-Menu ${styles.results}`}
        renderEmptyState={() => <p className={styles.nothing}>{paletteWords.nothing}</p>}
      >
        <Collection items={parts}>
          {({ id, title, entries }) => (
            <MenuSection id={id}>
              <Header className={styles.header ?? ""}>{title}</Header>
              <Collection items={entries.slice(0, MOST_SHOWN)}>
                {(entry) => (
                  <MenuItem id={entry.id} textValue={entry.label} onAction={() => run(entry)}>
                    <Text slot="label" dir="auto" className={styles.label ?? ""}>
                      {entry.label}
                    </Text>
                    {entry.detail && (
                      <Text slot="description" dir="auto" className={styles.detail ?? ""}>
                        {entry.detail}
                      </Text>
                    )}
                    {entry.act && (
                      <Keyboard className={styles.keys ?? ""}>
                        <Caps act={entry.act} />
                      </Keyboard>
                    )}
                  </MenuItem>
                )}
              </Collection>
            </MenuSection>
          )}
        </Collection>
      </Menu>
      <span role="status" className="visually-hidden">
        {typed !== "" && !found.searching ? boardWords.found(count) : ""}
      </span>
    </Autocomplete>
  );
}
