import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import { describeProvider, type Harness } from "../conformance";
import { awsIvs } from "./index";

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
