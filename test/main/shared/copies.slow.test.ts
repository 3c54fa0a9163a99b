import { describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import type { Image, PracticeChecked, SnapshotPage } from "../../../src/sync/protocol.ts";
import { op, time, update } from "../../helpers/ops.ts";
import { preparePractice } from "../../helpers/postgres.ts";
import { done, refusal, SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, book, booking, people, readyPractice, sharedDatabase } from "./shared-practice.ts";

type Copy = { images: Image[]; pages: SnapshotPage[] };

/** All pages; between two of them, `meanwhile` happens. */
async function snapshot(
  desk: SharedDesk,
  limit: number,
  meanwhile: (page: number) => Promise<unknown> = async () => undefined,
): Promise<Copy> {
  const pages: SnapshotPage[] = [];
  let after: SnapshotPage["next"] = null;
  do {
    const page: SnapshotPage = done(
      await desk.call<SnapshotPage>("snapshot_page", { epoch: desk.epoch, after, limit }),
    );
    pages.push(page);
    after = page.next;
    await meanwhile(pages.length);
  } while (after);
  return { images: pages.flatMap(({ images }) => [...images]), pages };
}

const byKey = (images: Iterable<Image>): Map<string, Image> =>
  new Map([...images].map((image) => [`${image.entity} ${image.id}`, image]));

describe("a snapshot", () => {
  test("brings every row once, page by page, references first", async () => {
    const desk = await readyPractice();
    for (const start of [0, 0, 60, 120]) await book(desk, time(start));
    const { images, pages } = await snapshot(desk, 5);
    expect(pages.map((page) => page.images.length)).toEqual([5, 5, 3]);
    expect(byKey(images).size).toBe(13);
    expect(pages[0]?.total).toBe(13);
    expect(pages.at(-1)?.total).toBe(13);
    expect([...new Set(images.map(({ entity }) => entity))]).toEqual([
      "practitioner",
      "room",
      "client",
      "appointment_type",
      "appointment",
      "conflict",
    ]);
  });

  test("ends with its last row also when that fills a page", async () => {
    const desk = await readyPractice();
    const { images, pages } = await snapshot(desk, 4);
    expect(images).toHaveLength(8);
    expect(pages.at(-1)).toMatchObject({ next: null });
  });

  test("and the feed from its first page on are the server as it is, whatever was written between the pages", async () => {
    const desk = await readyPractice();
    for (const start of [0, 60, 120, 180, 240]) await book(desk, time(start));
    const joining = await anotherDesk(desk);
    const { images, pages } = await snapshot(joining, 3, async (page) => {
      await book(desk, time(page * 60 + 600));
      await book(desk, time(page * 60 + 600));
      const [first] = desk.seen[1]?.images ?? [];
      const id = String(first?.id);
      await desk.act(update("appointment", await desk.mustHave("appointment", id), time(page * 60 + 6_000)));
    });
    const rows = byKey(images);
    joining.cursor = { seq: pages[0]?.seq ?? 0, hash: pages[0]?.hash ?? "" };
    for (const entry of (await joining.exchange()).entries) {
      for (const image of entry.images) rows.set(`${image.entity} ${image.id}`, image);
    }
    expect(rows).toEqual(byKey((await snapshot(desk, 500)).images));
    expect(rows.size).toBeGreaterThan(20);
  });

  test.each([
    ["an entity that is none", { after: { entity: "pg_class", id: "" } }],
    ["no limit", { limit: null }],
    ["a limit beyond the limit", { limit: 100_000 }],
  ])("from %s is invalid", async (_, wrong) => {
    const desk = await readyPractice();
    const request = { epoch: desk.epoch, after: null, limit: 5, ...wrong };
    expect(refusal(await desk.call("snapshot_page", request))).toBe("invalid");
  });
});

describe("an upload", () => {
  const preparing = async () => new SharedDesk(await preparePractice(await sharedDatabase()));
  const copied = async (): Promise<Image[]> => {
    const desk = await readyPractice();
    for (const start of [0, 0, 60]) await book(desk, time(start));
    return (await snapshot(desk, 500)).images;
  };

  test("puts the rows there as they are, with their setters and conflicts, in whatever order they come", async () => {
    const images = await copied();
    const desk = await preparing();
    done(await desk.call("upload", { images: images.toReversed() }));
    done(await desk.call("finish_upload"));
    expect((await snapshot(desk, 500)).images).toEqual(images);
    expect((await desk.exchange()).head).toBe(0);
  });

  test("may be sent again, page by page and to its end, when a reply was lost", async () => {
    const images = await copied();
    const desk = await preparing();
    for (const part of [images.slice(0, 6), images.slice(0, 6), images.slice(6), images.slice(6)]) {
      done(await desk.call("upload", { images: part }));
    }
    for (const _ of [1, 2]) done(await desk.call("finish_upload"));
    expect((await snapshot(desk, 500)).images).toEqual(images);
  });

  test("leaves the ops that come afterwards what they set: those rows are passed over", async () => {
    const source = await readyPractice();
    const making = op([booking("a-1", time(0))]);
    await source.push(making);
    const moving = op([update("appointment", await source.mustHave("appointment", "a-1"), time(60))]);
    await source.push(moving);
    const before = await source.row("appointment", "a-1");
    const desk = await preparing();
    done(await desk.call("upload", { images: (await snapshot(source, 500)).images }));
    done(await desk.call("finish_upload"));
    expect(await desk.push(making, moving)).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
    expect(await desk.row("appointment", "a-1")).toEqual(before);
  });

  test("is refused for a practice that is ready, and everything else for one that is not", async () => {
    const desk = await readyPractice();
    expect(refusal(await desk.call("upload", { images: [] }))).toBe("invalid");
    const young = await preparing();
    expect(refusal(await young.call("exchange", young.request()))).toBe("preparing");
    expect(refusal(await young.call("invite"))).toBe("preparing");
    expect(refusal(await young.call("snapshot_page", { epoch: young.epoch, after: null, limit: 1 }))).toBe(
      "preparing",
    );
  });

  test("of overlapping bookings is refused by the constraint, whole", async () => {
    const images = await copied();
    const placed = images.map((image) =>
      image.entity === "appointment" ? { ...image, row: { ...image.row, placed: 1 } } : image,
    );
    const desk = await preparing();
    expect(await desk.call("upload", { images: placed })).toEqual({
      ok: false,
      code: "invalid",
      reason: "23P01 appointment_one_at_a_time",
    });
    expect(await desk.row("practitioner", people.ada)).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["a table that does not travel", { entity: "desk", id: newId(), row: {} }],
    [
      "a column of the server's own",
      { entity: "client", id: "c", row: { name: "C", practice_id: newId(), set_by: {} } },
    ],
    ["a row without its setters", { entity: "client", id: "c", row: { name: "C" } }],
    ["no row", { entity: "client", id: "c" }],
  ])("of %s is invalid", async (_, image) => {
    const desk = await preparing();
    expect(refusal(await desk.call("upload", { images: [image] }))).toBe("invalid");
  });

  test("that is prepared again begins anew, with a first desk of its own; a practice that is ready is left alone", async () => {
    const images = await copied();
    const first = await preparing();
    done(await first.call("upload", { images }));
    const { database, practiceId } = first.practice;
    const second = new SharedDesk(await preparePractice(database, { practiceId }));
    expect(refusal(await first.call("upload", { images }))).toBe("unknown-desk");
    done(await second.call("finish_upload"));
    expect((await snapshot(second, 500)).images).toEqual([]);
    await expect(preparePractice(database, { practiceId })).rejects.toMatchObject({ code: "23505" });
    expect(done(await second.call<PracticeChecked>("check_practice")).gaps).toBe(0);
  });
});
