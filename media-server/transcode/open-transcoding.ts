import { availableParallelism } from "node:os";
import type { Log } from "../log";
import type { Ffmpeg } from "./find-ffmpeg";
import { IdleCores } from "./processor-time";
import type { Transcoding } from "./stream-ladder";
import { TranscodeCapacity } from "./transcode-capacity";

/** The rest of the machine is for sources and viewers. */
const SHARE_OF_CORES = 0.7;

/** What the ladders of one server share. `maxCores`: of the operator; by default a share of the machine's. */
export function openTranscoding(ffmpeg: Ffmpeg | null, maxCores: number | undefined, log: Log): Transcoding {
  const capacity = new TranscodeCapacity(maxCores ?? availableParallelism() * SHARE_OF_CORES);
  const idle = new IdleCores();
  return { ffmpeg, capacity, idleCores: () => idle.value(), log };
}
