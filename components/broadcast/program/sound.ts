/** Makes sound tracks where the microphone alone won't do. Must be made in or after a click. */
export class Sound {
  private readonly context = new AudioContext({ sampleRate: 48_000, latencyHint: "interactive" });
  private quiet: MediaStreamTrack | null = null;

  constructor() {
    // One that was made before a click sleeps until it is woken.
    void this.context.resume().catch(() => undefined);
  }

  /** Silence that goes on, for players that wait for sound. */
  silence(): MediaStreamTrack {
    if (this.quiet) return this.quiet;
    const nothing = new ConstantSourceNode(this.context, { offset: 0 });
    const out = this.context.createMediaStreamDestination();
    nothing.connect(out);
    nothing.start();
    this.quiet = out.stream.getAudioTracks()[0] ?? null;
    if (!this.quiet) throw new Error("a destination without a track");
    return this.quiet;
  }

  /** Voice and what the shared screen plays, as one. */
  mix(tracks: readonly MediaStreamTrack[]): { readonly track: MediaStreamTrack; close(): void } {
    const out = this.context.createMediaStreamDestination();
    const sources = tracks.map((track) => this.context.createMediaStreamSource(new MediaStream([track])));
    for (const source of sources) source.connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error("a destination without a track");
    track.contentHint = "music";
    return {
      track,
      close() {
        for (const source of sources) source.disconnect();
        track.stop();
      },
    };
  }

  /** Loudness of a track from now on: 0…1 for the newest moment, on each call. */
  listen(track: MediaStreamTrack): { level(): number; close(): void } {
    const source = this.context.createMediaStreamSource(new MediaStream([track]));
    const analyser = new AnalyserNode(this.context, { fftSize: 1024 });
    source.connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    return {
      level() {
        analyser.getFloatTimeDomainData(wave);
        return loudness(wave);
      },
      close: () => source.disconnect(),
    };
  }

  close(): void {
    void this.context.close().catch(() => undefined);
  }
}

const QUIETEST_DB = -60;

/** Root mean square on a scale of decibels, as ears hear it: -60 dB is 0, full scale is 1. */
export function loudness(wave: Float32Array): number {
  let sum = 0;
  for (const value of wave) sum += value * value;
  const decibels = 10 * Math.log10(sum / Math.max(1, wave.length) || 1e-12);
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
}
