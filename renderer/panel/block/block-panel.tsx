import { dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { useDay } from "../../queries/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import { blockWords } from "../../words/index.ts";
import { PanelFrame } from "../panel-frame.tsx";
import { ExistingBlock } from "./existing-block.tsx";
import { NewBlock } from "./new-block.tsx";
import { UnderBlock } from "./under-block.tsx";

type Wish = Extract<Panel, { kind: "block" }>;

type KnownProps = { id: string; startsAt: number | null; under: boolean };

function KnownBlock({ id, startsAt, under }: KnownProps) {
  const formats = useFormats();
  const shownDay = useScreen((screen) => screen.day);
  const schedule = useDay(startsAt === null ? shownDay : dayOf(formats.zone, startsAt));
  const block = schedule.data?.blocks.find((each) => each.id === id);
  if (block && under) return <UnderBlock block={block} />;
  if (block?.source === "manual") return <ExistingBlock block={block} />;
  return (
    <PanelFrame title={blockWords.title} takesFocus>
      {block ? (
        <>
          <p>{formats.dayAndRange(block.startsAt, block.endsAt)}</p>
          <p dir="auto">{block.reason}</p>
          <p className="quiet">{blockWords.sources[block.source]}</p>
        </>
      ) : (
        <p>{schedule.isSuccess && !schedule.isPlaceholderData ? blockWords.gone : blockWords.loading}</p>
      )}
    </PanelFrame>
  );
}

export const BlockPanel = ({ wish }: { wish: Wish }) =>
  wish.blockId === undefined ? (
    <NewBlock wish={wish} />
  ) : (
    <KnownBlock id={wish.blockId} startsAt={wish.startsAt} under={wish.under ?? false} key={wish.blockId} />
  );
