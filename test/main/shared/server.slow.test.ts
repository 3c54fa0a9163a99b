import { expect, test } from "vitest";
import { postgresServer } from "../../helpers/postgres.ts";

test("a test's PostgreSQL starts, gives databases with the schema, crashes and comes back", async () => {
  const server = await postgresServer();
  const database = await server.newDatabase();
  const count = async () =>
    (await database.owner.query("SELECT count(*)::int AS n FROM anteroom.migration")).rows[0].n;
  expect(await count()).toBeGreaterThan(0);
  await server.embedded?.stop("immediate");
  await server.embedded?.start();
  expect(await count()).toBeGreaterThan(0);
  const { rows } = await database.desks.query("SELECT current_user AS me");
  expect(rows[0].me).toBe("anteroom_desk");
  await database.drop();
});
