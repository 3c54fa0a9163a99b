import { type KeyboardEvent, type ReactNode, useContext, useEffect, useEffectEvent, useRef } from "react";
import {
  ComboBox,
  ComboBoxStateContext,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import type { ClientView } from "../../../src/ipc/views.ts";
import { useFormats } from "../../fields/index.ts";
import { MOST_CLIENTS_FOUND, useClientSearch } from "../../queries/index.ts";
import { bookingWords, clientDetail } from "../../words/index.ts";
import styles from "./booking.module.css";

type Props = {
  label?: string;
  text: string;
  client: ClientView | null;
  /** `client` is null while the text names nobody yet. */
  onChange: (text: string, client: ClientView | null) => void;
  onNew: (name: string) => void;
  /** Whether Enter takes the new client too when nobody was found; not where that would make one at once. */
  enterMakesNew?: boolean;
  error?: string | null | undefined;
  description?: string | undefined;
  autoFocus?: boolean;
};

type Entry = { id: string; name: string; detail: string };
const NEW = "new";
/** Some eight clients: the rest of the form stays in sight. */
const LIST_HEIGHT = 376;

type Asked = { enters: number; taken: boolean; form: HTMLFormElement | null };
const nothing: Asked = { enters: 0, taken: false, form: null };

/**
 * Enter in the open list takes the entry under the cursor, or else the first one that was found. Answers to what
 * was typed a moment ago may name somebody else, so until the search has settled Enter waits for it; a second one
 * meanwhile sends the form with whoever was found.
 */
function EnterTakesFirst({
  first,
  settled,
  chosen,
  children,
}: {
  first: string | null;
  settled: boolean;
  chosen: boolean;
  children: ReactNode;
}) {
  const state = useContext(ComboBoxStateContext);
  const asked = useRef<Asked>(nothing);
  // The list is drawn a moment after it is known; an entry that it does not have yet would empty the field.
  const ready = settled && (first === null || (state?.collection.getItem(first) ?? null) !== null);

  const take = (): void => {
    if (asked.current.enters === 0 || asked.current.taken || !state?.isOpen || first === null) return;
    asked.current = { ...asked.current, taken: true };
    state.selectionManager.select(first);
  };
  const takeWhatWasAsked = useEffectEvent(take);
  useEffect(() => {
    if (ready) takeWhatWasAsked();
  }, [ready]);
  useEffect(() => {
    if (!chosen) return;
    const { enters, form } = asked.current;
    asked.current = nothing;
    if (enters > 1) form?.requestSubmit();
  }, [chosen]);

  const takeFirst = (event: KeyboardEvent): void => {
    const isEnter = event.key === "Enter" && !event.nativeEvent.isComposing;
    if (!isEnter || !state?.isOpen || state.selectionManager.focusedKey !== null) {
      asked.current = nothing;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const form = event.target instanceof HTMLInputElement ? event.target.form : null;
    asked.current = { ...asked.current, enters: asked.current.enters + 1, form };
    if (ready) take();
  };
  return <div onKeyDownCapture={takeFirst}>{children}</div>;
}

/** Finds a client by name, telephone or date of birth as it is typed; the last entry makes a new one. */
export function ClientField({
  label = bookingWords.client,
  text,
  client,
  onChange,
  onNew,
  enterMakesNew = true,
  error,
  description,
  autoFocus = false,
}: Props) {
  const formats = useFormats();
  const searching = client === null && text.trim() !== "";
  const search = useClientSearch(searching ? text : "");
  const found = searching ? (search.data?.clients ?? []) : [];
  const entries: Entry[] = found.map((each) => ({
    id: each.id,
    name: each.name,
    detail: clientDetail(each, formats),
  }));
  if (searching) entries.push({ id: NEW, name: bookingWords.newClient(text.trim()), detail: "" });

  const choose = (key: string): void => {
    if (key === NEW) {
      onNew(text.trim());
      return;
    }
    const chosen = found.find((each) => each.id === key) ?? (client?.id === key ? client : null);
    if (chosen) onChange(chosen.name, chosen);
  };

  const settled = !search.isPlaceholderData && !search.isFetching;
  const first = found[0]?.id ?? (enterMakesNew ? NEW : null);

  return (
    <ComboBox
      items={entries}
      inputValue={text}
      onInputChange={(next) => onChange(next, next === client?.name ? client : null)}
      value={client?.id ?? null}
      onChange={(key) => {
        if (key !== null) choose(String(key));
      }}
      allowsCustomValue
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <Label>{label}</Label>
      <EnterTakesFirst first={first} settled={settled} chosen={client !== null}>
        <Input dir="auto" placeholder={bookingWords.clientHint} maxLength={100} />
      </EnterTakesFirst>
      {client ? <Text slot="description">{clientDetail(client, formats)}</Text> : null}
      {!client && description !== undefined ? <Text slot="description">{description}</Text> : null}
      <FieldError>{error}</FieldError>
      <Popover maxHeight={LIST_HEIGHT} className={`react-aria-Popover ${styles.found}`}>
        <ListBox<Entry>>
          {(entry) => (
            <ListBoxItem
              id={entry.id}
              textValue={entry.name}
              className={`react-aria-ListBoxItem ${styles.entry}`}
            >
              <Text slot="label" dir="auto">
                {entry.name}
              </Text>
              {entry.detail === "" ? null : <Text slot="description">{entry.detail}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
        {found.length === MOST_CLIENTS_FOUND && (
          <p className={styles.more}>{bookingWords.firstClients(MOST_CLIENTS_FOUND)}</p>
        )}
      </Popover>
    </ComboBox>
  );
}
