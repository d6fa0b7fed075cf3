import type { HealthIssueCode } from "@/lib/wire/stream-state";

/** A setting as streaming programs call it: `health.obs.<setting>`, `health.larix.<setting>`, and ffmpeg's own words. */
export type EncoderSetting = keyof typeof FFMPEG;

const FFMPEG = {
  "video-encoder": "-c:v libx264 -pix_fmt yuv420p",
  profile: "-profile:v main",
  "key-frames": "-g 60 -keyint_min 60 -sc_threshold 0",
  "b-frames": "-bf 0",
  "video-bitrate": "-b:v {kbps}k -maxrate {kbps}k -bufsize {kbps}k",
  "frame-rate": "-r 30",
  "picture-size": "-vf scale=-2:720",
  "audio-encoder": "-c:a aac",
  "audio-rate": "-ar 48000 -ac 2",
  "audio-bitrate": "-b:a 160k",
} as const;

const SETTING_OF: Partial<Record<HealthIssueCode, EncoderSetting>> = {
  "video-codec-unsupported": "video-encoder",
  "video-profile-unsupported": "profile",
  "no-key-frames": "key-frames",
  "key-frame-interval-long": "key-frames",
  "key-frame-interval-short": "key-frames",
  "key-frames-irregular": "key-frames",
  "b-frames": "b-frames",
  "bitrate-low": "video-bitrate",
  "bitrate-high": "video-bitrate",
  "bitrate-over-limit": "video-bitrate",
  "frames-dropped": "video-bitrate",
  "uplink-slow": "video-bitrate",
  "frame-rate-high": "frame-rate",
  "frame-rate-low": "frame-rate",
  "frame-rate-variable": "frame-rate",
  "timestamps-backwards": "frame-rate",
  "resolution-too-large": "picture-size",
  "audio-codec-unsupported": "audio-encoder",
  "audio-sample-rate": "audio-rate",
  "audio-channels": "audio-rate",
  "audio-video-drift": "audio-rate",
  "audio-bitrate-low": "audio-bitrate",
  "audio-bitrate-high": "audio-bitrate",
};

/** Which setting mends an issue; null where it is a cable or a microphone. */
export function settingFor(code: HealthIssueCode): EncoderSetting | null {
  return SETTING_OF[code] ?? null;
}

/** The options for ffmpeg; `kbps` goes into a bitrate. */
export function ffmpegWords(setting: EncoderSetting, kbps: number): string {
  return FFMPEG[setting].replaceAll("{kbps}", String(kbps));
}
