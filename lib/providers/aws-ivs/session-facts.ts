import type { StreamSession } from "@aws-sdk/client-ivs";
import { diagnose } from "../../wire/doctor/diagnose";
import type { IngestFacts } from "../../wire/doctor/ingest-facts";
import type { IngestMetrics } from "../../wire/media-events";
import type { HealthIssue } from "../../wire/stream-state";
import { ingestLimits } from "./ingest-limits";

/** What is judged by rates that the encoder announced: they are its settings, not what arrives. */
const BY_SETTINGS: ReadonlySet<HealthIssue["code"]> = new Set([
  "bitrate-low",
  "bitrate-high",
  "bitrate-over-limit",
  "audio-bitrate-low",
  "audio-bitrate-high",
]);

/** What the service says of the encoder's stream. Its rates are settings, which are not shown as if they were measured. */
export function metricsOf(session: StreamSession): IngestMetrics {
  return { ...announced(session), videoKbps: null, audioKbps: null };
}

/** A stream that the service carries has a picture that moves; nothing else is known of its flow. */
export function factsOf({ ingestConfiguration }: StreamSession, connectedMs: number): IngestFacts {
  // It names what comes in: once it names a picture alone, there is no sound.
  const isSilent = ingestConfiguration?.video !== undefined && ingestConfiguration.audio === undefined;
  return {
    connectedMs,
    sinceVideoMs: 0,
    sinceAudioMs: isSilent ? null : 0,
    sinceKeyFrameMs: 0,
    keyFrameLeastMs: null,
    keyFrameMostMs: null,
    lagMs: null,
    jitterMs: null,
    driftMs: null,
    unsteadyShare: null,
    recentlyDropped: null,
    unsupportedVideo: null,
    unsupportedAudio: null,
    sinceJumpMs: null,
    sinceResizeMs: null,
  };
}

/** What is wrong with how the encoder is set up, as far as it shows in its announced rates. */
export function configurationIssues(session: StreamSession, connectedMs: number): readonly HealthIssue[] {
  const ingest = { metrics: announced(session), facts: factsOf(session, connectedMs), limits: ingestLimits };
  return diagnose(ingest).issues.filter(({ code }) => BY_SETTINGS.has(code));
}

function announced({ ingestConfiguration }: StreamSession): IngestMetrics {
  const { video, audio } = ingestConfiguration ?? {};
  return {
    videoCodec: codecOf(video?.codec),
    videoProfile: (video?.profile ?? video?.avcProfile)?.slice(0, 32) ?? null,
    videoLevel: (video?.level ?? video?.avcLevel)?.slice(0, 8) ?? null,
    hasBFrames: null,
    audioCodec: codecOf(audio?.codec),
    audioSampleRate: audio?.sampleRate || null,
    audioChannels: audio?.channels || null,
    width: video?.videoWidth || null,
    height: video?.videoHeight || null,
    framesPerSecond: video?.targetFramerate || null,
    videoKbps: video?.targetBitrate ? Math.round(video.targetBitrate / 1000) : null,
    audioKbps: audio?.targetBitrate ? Math.round(audio.targetBitrate / 1000) : null,
    keyFrameIntervalMs: null,
    droppedFrames: null,
  };
}

/** The service's names, and those of RFC 6381, in ours; any other as it is. */
function codecOf(name: string | undefined): string | null {
  if (!name) return null;
  if (/^(avc|h\.?264)/i.test(name)) return "H.264";
  if (/^(hvc1|hev1|hevc|h\.?265)/i.test(name)) return "HEVC";
  if (/^(mp4a|aac)/i.test(name)) return "AAC";
  return name.slice(0, 32);
}
