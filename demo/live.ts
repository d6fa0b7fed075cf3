import { type ChildProcess, spawn } from "node:child_process";
import { z } from "zod";

const Created = z.object({
  id: z.string(),
  watchUrl: z.string(),
  provider: z.string(),
  ingest: z.array(
    z.object({ kind: z.string(), server: z.string().optional(), streamKey: z.string().optional() }),
  ),
});

const DEADLINE_MS = 20_000;

/** Makes a stream by the product's own API and sends it ffmpeg's test picture until stopped. */
export async function goLive(
  url: string,
  token: string,
  wish: { readonly title: string; readonly contentLabel: string },
  picture: string,
): Promise<{ readonly watchUrl: string; readonly provider: string; readonly encoder: ChildProcess }> {
  const response = await fetch(`${url}/api/v1/streams`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(wish),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`no stream was made: ${response.status} ${await response.text()}`);
  const { watchUrl, provider, ingest } = Created.parse(await response.json());
  const target = ingest.find(({ kind }) => kind === "rtmp");
  if (!target?.server || !target.streamKey) throw new Error(`${provider} gave no address for an encoder`);
  const encoder = spawn(
    process.env.FFMPEG_PATH || "ffmpeg",
    argumentsFor(picture, target.server, target.streamKey),
    {
      stdio: "ignore",
    },
  );
  return { watchUrl, provider, encoder };
}

function argumentsFor(picture: string, server: string, key: string): string[] {
  return [
    ...["-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i", `${picture}=size=640x360:rate=30`],
    ...["-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
    ...["-pix_fmt", "yuv420p", "-g", "60", "-bf", "0", "-sc_threshold", "0", "-b:v", "800k"],
    ...["-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-f", "flv", `${server}/${key}`],
  ];
}
