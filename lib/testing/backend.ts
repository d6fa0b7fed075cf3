import { afterAll, beforeAll, beforeEach } from "vitest";
import { announcementsDone } from "../streams/announce-stream";
import { settingsApplied } from "../streams/apply-settings";
import { TEST_SECRET, useEnvironment } from "./app-environment";
import { openTestDatabase, type TestDatabase } from "./database";
import { type MediaServerDouble, startMediaServerDouble } from "./media-server-double";

/** What verbs work with in tests. Present from the first hook of the test file on. */
export interface Backend {
  readonly database: TestDatabase;
  /** Knows no stream and has not been called when a test begins. */
  readonly media: MediaServerDouble;
}

/** Gives a test file a database, empty before each test, and a media server's double. For its top level. */
export function useBackend(): Backend {
  let backend: Backend | null = null;
  const present = () => {
    if (!backend) throw new Error("the backend is there inside of tests and hooks only");
    return backend;
  };
  beforeAll(async () => {
    useEnvironment();
    backend = { database: await openTestDatabase(), media: await startMediaServerDouble(TEST_SECRET) };
  });
  afterAll(async () => {
    await announcementsDone();
    await settingsApplied();
    await present().database.close();
    await present().media.close();
  });
  beforeEach(async () => {
    const { database, media } = present();
    await announcementsDone();
    await database.empty();
    media.answerWith(null);
    media.calls.length = 0;
    useEnvironment({ MEDIA_CONTROL_URL: media.url });
  });
  return {
    get database() {
      return present().database;
    },
    get media() {
      return present().media;
    },
  };
}
