import { TEST_SECRET, useEnvironment } from "../../lib/testing/app-environment";
import { openTestDatabase } from "../../lib/testing/database";
import { startMediaServerDouble } from "../../lib/testing/media-server-double";
import { measureCreations } from "./creations";
import { measureDrift } from "./drift";
import { startService } from "./service";

/** Measures one service: `measure-process aws-ivs --creations=200`; its last line is JSON. */
const [name = "", ...args] = process.argv.slice(2);
const option = (key: string, fallback: number) =>
  Number(args.find((arg) => arg.startsWith(`--${key}=`))?.slice(key.length + 3) ?? fallback);

// Viewers are told by the media server: without one, every change would be told again and again.
const media = await startMediaServerDouble(TEST_SECRET);
useEnvironment({ MEDIA_CONTROL_URL: media.url });
const database = await openTestDatabase();
const service = await startService(name);
useEnvironment({ MEDIA_CONTROL_URL: media.url, ...service.environment() });
const creations = await measureCreations(service, option("creations", 200));
const drift = await measureDrift(service, option("streams", 1_000), option("flips", 300));
await service.stop();
await media.close();
await database.close();
process.stdout.write(`${JSON.stringify({ ...creations, ...drift })}\n`, () => process.exit(0));
