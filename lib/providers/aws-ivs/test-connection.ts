import {
  GetPlaybackKeyPairCommand,
  GetRecordingConfigurationCommand,
  ListChannelsCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-ivs";
import { ProviderError } from "../errors";
import type { Verb } from "./api";
import type { IvsOptions, RecordingOptions } from "./index";

/** Reads with the credentials what each part of the product reads first, and says which permission is missing. */
export async function testConnection(
  verb: Verb,
  { playbackKey, recordings }: IvsOptions,
  checkBucket: ((verb: Verb) => Promise<void>) | null,
) {
  const key = new GetPlaybackKeyPairCommand({ arn: playbackKey.arn });
  return [
    await check("ivs:ListChannels", verb.send("ListChannels", new ListChannelsCommand({ maxResults: 1 }))),
    await check("ivs:ListStreams", verb.send("ListStreams", new ListStreamsCommand({ maxResults: 1 }))),
    await check("ivs:GetPlaybackKeyPair", verb.send("GetPlaybackKeyPair", key)),
    ...(recordings
      ? [
          await check("ivs:GetRecordingConfiguration", checkConfiguration(verb, recordings)),
          await check("s3:ListBucket", checkBucket?.(verb) ?? Promise.resolve()),
        ]
      : []),
  ];
}

async function checkConfiguration(verb: Verb, { configurationArn, bucket }: RecordingOptions): Promise<void> {
  const get = new GetRecordingConfigurationCommand({ arn: configurationArn });
  const { recordingConfiguration: found } = await verb.send("GetRecordingConfiguration", get);
  const wrong = (message: string) =>
    new ProviderError({ code: "misconfigured", provider: "aws-ivs", operation: verb.operation, message });
  if (found?.destinationConfiguration?.s3?.bucketName !== bucket)
    throw wrong("the recording configuration writes into another bucket than AWS_IVS_RECORDINGS_BUCKET");
  if (found.state !== "ACTIVE")
    throw wrong(`the recording configuration is ${found.state ?? "unknown"}, not ACTIVE`);
}

async function check(name: string, call: Promise<unknown>) {
  const problem = await call.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : "unknown"),
  );
  return { check: name, ok: problem === null, problem };
}
