import { AVERAGING_MS, type Check, issue, SILENT_MS } from "./ingest-under-test";

const DRIFT_MS = 150;

export const checkAudioFormat: Check = ({ metrics, facts, limits }) => {
  const { unsupportedAudio, sinceAudioMs, connectedMs } = facts;
  const { audioCodec, audioSampleRate, audioChannels } = metrics;
  const foreign =
    unsupportedAudio ?? (audioCodec && !limits.audioCodecs.includes(audioCodec) ? audioCodec : null);
  if (foreign) return [issue("audio-codec-unsupported", "warning", { codec: foreign })];
  if ((sinceAudioMs ?? connectedMs) >= SILENT_MS) return [issue("no-audio", "info")];
  const advised = limits.audioSampleRates.at(-1) ?? 48_000;
  return [
    ...(audioSampleRate && !limits.audioSampleRates.includes(audioSampleRate)
      ? [issue("audio-sample-rate", "info", { hertz: audioSampleRate, advised })]
      : []),
    ...(audioChannels && audioChannels > limits.audioMaxChannels
      ? [issue("audio-channels", "warning", { channels: audioChannels, limit: limits.audioMaxChannels })]
      : []),
  ];
};

export const checkAudioBitrate: Check = ({ metrics: { audioKbps, audioCodec }, facts, limits }) => {
  if (!audioCodec || !audioKbps || facts.connectedMs < AVERAGING_MS) return [];
  const { least, most } = limits.audioKbps;
  const details = { kbps: audioKbps, least, limit: most };
  // Encoders that save bits in silence go far below what they were set to.
  if (audioKbps < least / 2) return [issue("audio-bitrate-low", "info", details)];
  return audioKbps > most * 1.15 ? [issue("audio-bitrate-high", "info", details)] : [];
};

export const checkSync: Check = ({ facts: { driftMs } }) => {
  if (driftMs === null || Math.abs(driftMs) < DRIFT_MS) return [];
  return [issue("audio-video-drift", "warning", { ms: Math.round(driftMs) })];
};
