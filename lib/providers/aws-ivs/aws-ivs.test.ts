import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import { describeProvider, type Harness } from "../conformance";
import { awsIvs } from "./index";
import { type RecordedBucket, startRecordedBucket } from "./testing/recorded-bucket";

let emulator: IvsEmulator;
const secrets: string[] = [];
// Without the events' secret: it is a password for the sender, which cannot show that a body was changed on its way.
const harness: Harness = {
  secrets,
  environment: () => emulator.environment(),
  start: async () => {
    emulator = await startIvsEmulator();
    secrets.push(...emulator.secrets);
  },
  stop: () => emulator.stop(),
  behave: (how) => emulator.behave(how),
  probe: (provider, ref) => provider.getStatus(ref),
};

describeProvider(awsIvs, harness);

let recorded: RecordedBucket;
describeProvider(awsIvs, {
  ...harness,
  environment: () => ({ ...emulator.environment(), ...recorded.environment() }),
  start: async () => {
    await harness.start();
    recorded = await startRecordedBucket(emulator.account);
  },
  stop: async () => {
    await recorded.stop();
    await harness.stop();
  },
  recording: ({ id }) => `${id.split("/").at(-1)}_2026_11_28_5_7_rec000000001`,
});
