import { gzipSync } from "node:zlib";
import type { RenditionState } from "../../lib/wire/media-events";
import { errorAnswer, type HttpAnswer, httpAnswer } from "./http-answer";
import type { Tracks } from "./init-segment";
import type { PackagedPart, RunStart } from "./packager-output";
import type { PartTarget } from "./part-target";
import type { RenditionFacts } from "./render-multivariant";
import { type PlaylistView, type RenditionReport, renderPlaylist } from "./render-playlist";
import type { StoredFile } from "./segment";
import { SegmentFollowers } from "./segment-followers";
import { TARGET_DURATION_MS } from "./segment-limits";
import { SegmentWindow, type WindowLimits } from "./segment-window";
import { WaitingRoom } from "./waiting-room";

/** What a client asks of a media playlist (RFC 8216bis §6.2.5). */
export interface PlaylistRequest {
  readonly msn: number | null;
  readonly part: number | null;
  readonly isDelta: boolean;
  readonly isGzip: boolean;
}

/** What is known of a rendition before its first part. */
export type ExpectedRendition = Omit<RenditionFacts, "uri">;

type Respond = (answer: HttpAnswer) => void;

const NOT_FOUND = errorAnswer(404, "not-found");
const TOO_FAR_AHEAD = errorAnswer(400, "too-far-ahead");
const TOO_LATE = errorAnswer(503, "not-in-time");
const OFFLINE = errorAnswer(404, "offline");
/** A client may ask at most this many segments ahead. */
const MAX_AHEAD = 2;
const FAST_GZIP = { level: 1 };
/** RFC 8216bis appendix B: what a blocking request names never changes; a plain playlist is old at once. */
const IMMUTABLE = "public, max-age=3600, immutable";
const BLOCKING_CACHE = `public, max-age=${(6 * TARGET_DURATION_MS) / 1000}`;
const PLAIN_CACHE = "public, max-age=0, s-maxage=1";
export const PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

/** One rendition as viewers reach it: its files, its playlist in every shape, and those who wait for more. */
export class Rendition {
  readonly window: SegmentWindow;
  /** Those who take the newest segment while it grows. */
  readonly followers: SegmentFollowers;
  private readonly waiting = new WaitingRoom(3 * TARGET_DURATION_MS, TOO_LATE);
  private readonly playlists = new Map<number, HttpAnswer>();
  private readonly answers = new WeakMap<StoredFile, HttpAnswer>();
  private readonly tracksByInit = new WeakMap<Buffer, Tracks>();
  private tracks: Tracks | null = null;
  private frameRate: number | null = null;
  private isNewSegmentHinted = false;
  private hasEnded = false;
  private expected: ExpectedRendition | null = null;
  private asked: () => void = () => {};

  constructor(
    firstMsn: number,
    limits: WindowLimits,
    private readonly partTarget: PartTarget,
    /** How far the others of the stream are. */
    private readonly others: (self: Rendition) => readonly RenditionReport[] = () => [],
  ) {
    this.window = new SegmentWindow(firstMsn, limits);
    this.followers = new SegmentFollowers(this.window);
  }

  /** It will be playable in a moment: it is listed already, and whoever asks for its playlist waits. */
  expect(expected: ExpectedRendition): void {
    this.expected = expected;
  }

  /** For what is only made while somebody wants it: called with each request for its playlist. */
  whenAsked(asked: () => void): void {
    this.asked = asked;
  }

  /** A list that names it was fetched by a player that has no other way to ask. */
  noteAsked(): void {
    this.asked();
  }

  startRun(run: RunStart, isDiscontinuity = true): void {
    this.tracks = run.tracks;
    this.tracksByInit.set(run.init, run.tracks);
    this.window.startRun(run.init, isDiscontinuity);
  }

  /** What the segments of an init segment carry; null when it isn't kept any more. */
  tracksOf(initName: string): Tracks | null {
    const init = this.window.files.get(initName)?.body[0];
    return (init && this.tracksByInit.get(init)) ?? null;
  }

  addPart(part: PackagedPart, nowMs: number): void {
    this.window.addPart(part, nowMs);
    this.isNewSegmentHinted = part.isLikelyLast;
    this.frameRate = part.frameRate ?? this.frameRate;
    this.publish();
  }

  /** See `SegmentWindow.addGap`. */
  addGap(gap: Pick<PackagedPart, "durationMs" | "startMs" | "wallMs" | "isLikelyLast">, nowMs: number): void {
    this.window.addGap(gap, nowMs);
    this.isNewSegmentHinted = gap.isLikelyLast;
    this.publish();
  }

  endSegment(nowMs: number): void {
    this.window.endSegment(nowMs);
    this.publish();
  }

  /** Viewers who come from now on see nothing older than the newest key frame. */
  forgetPast(nowMs: number): void {
    this.window.forgetPast(nowMs);
    this.publish();
  }

  /** No more will come: playlists say so, and nobody waits any longer. */
  end(nowMs: number): void {
    this.hasEnded = true;
    this.endSegment(nowMs);
    this.waiting.dismiss(NOT_FOUND);
    this.followers.dismiss();
  }

  clear(): void {
    this.expected = null;
    this.window.clear();
    this.playlists.clear();
    this.waiting.dismiss(OFFLINE);
    this.followers.dismiss();
  }

  /** Null until something can be played or is expected. */
  facts(uri: string): RenditionFacts | null {
    if (!this.tracks || !this.window.isPlayable) return this.expected && { uri, ...this.expected };
    const segments = this.window.complete.length > 0 ? this.window.complete : [this.window.open];
    let peak = 0;
    let bytes = 0;
    let durationMs = 0;
    for (const segment of segments) {
      if (!segment || segment.hasGap) continue;
      peak = Math.max(peak, (segment.bytes * 8000) / Math.max(1, segment.durationMs));
      bytes += segment.bytes;
      durationMs += segment.durationMs;
    }
    if (bytes === 0) return this.expected && { uri, ...this.expected };
    const averageBandwidth = (bytes * 8000) / Math.max(1, durationMs);
    return { uri, tracks: this.tracks, peakBandwidth: peak, averageBandwidth, frameRate: this.frameRate };
  }

  get isEnded(): boolean {
    return this.hasEnded;
  }

  /** Length of a part at most, in ms; null before the first. */
  get partTargetMs(): number | null {
    return this.partTarget.value;
  }

  /** Null until something can be played. */
  state(name: string): RenditionState | null {
    const facts = this.window.isPlayable ? this.facts(name) : null;
    if (!facts) return null;
    const { video } = facts.tracks;
    const kbps = Math.round(facts.averageBandwidth / 1000);
    return { name, width: video?.width ?? null, height: video?.height ?? null, kbps };
  }

  /** Answers now, or as soon as the playlist holds what the request names. */
  requestPlaylist(request: PlaylistRequest, respond: Respond): void {
    const { msn, part } = request;
    const { window } = this;
    this.asked();
    if (!window.isPlayable && !this.expected) return respond(OFFLINE);
    if (!window.isPlayable || msn === null) {
      return this.waiting.enter(() => (window.isPlayable ? this.playlist(request, false) : null), respond);
    }
    if (!this.hasEnded && msn > window.lastMsn + MAX_AHEAD) return respond(TOO_FAR_AHEAD);
    this.waiting.enter(() => (this.holds(msn, part) ? this.playlist(request, true) : null), respond);
  }

  /** Answers now, or when the hinted part is there; 404 for any other name. */
  requestFile(name: string, respond: Respond): void {
    const file = this.file(name);
    if (file) return respond(file);
    if (this.hasEnded || name !== this.hint()) return respond(NOT_FOUND);
    this.waiting.enter(() => this.file(name) ?? (name === this.hint() ? null : NOT_FOUND), respond);
  }

  /** Null while nothing can be played. */
  report(uri: string): RenditionReport | null {
    const { open, complete, lastMsn } = this.window;
    const newest = open ?? complete.at(-1);
    return newest ? { uri, lastMsn, lastPart: newest.parts.length - 1 } : null;
  }

  private publish(): void {
    this.playlists.clear();
    this.followers.settle();
    this.waiting.settle();
  }

  private hint(): string | null {
    return this.hasEnded ? null : this.window.nextPartName(this.isNewSegmentHinted);
  }

  /** A part past the end of its segment means the first of the next one (RFC 8216bis §6.2.5.2). */
  private holds(msn: number, part: number | null): boolean {
    const { open, complete, lastMsn } = this.window;
    if (this.hasEnded || msn < lastMsn) return true;
    if (msn > lastMsn) return false;
    if (part === null) return open === null;
    const newest = open ?? complete.at(-1);
    return newest !== undefined && part < newest.parts.length;
  }

  private file(name: string): HttpAnswer | null {
    const stored = this.window.files.get(name);
    if (!stored) return null;
    const known = this.answers.get(stored);
    if (known) return known;
    const type = name.endsWith(".mp4") ? "video/mp4" : "video/iso.segment";
    const headers = ["content-type", type, "cache-control", IMMUTABLE];
    const answer = httpAnswer(200, headers, stored.body, stored.bytes);
    this.answers.set(stored, answer);
    return answer;
  }

  /** Each shape of a playlist is rendered once per change, whoever and however many ask. */
  private playlist({ isDelta, isGzip }: PlaylistRequest, isBlocking: boolean): HttpAnswer {
    const key = (isDelta ? 1 : 0) | (isGzip ? 2 : 0) | (isBlocking ? 4 : 0);
    const known = this.playlists.get(key);
    if (known) return known;
    const text = Buffer.from(renderPlaylist(this.view(), isDelta));
    const headers = ["content-type", PLAYLIST_TYPE, "vary", "accept-encoding"];
    headers.push("cache-control", isBlocking ? BLOCKING_CACHE : PLAIN_CACHE);
    if (isGzip) headers.push("content-encoding", "gzip");
    const answer = httpAnswer(200, headers, [isGzip ? gzipSync(text, FAST_GZIP) : text]);
    this.playlists.set(key, answer);
    return answer;
  }

  private view(): PlaylistView {
    const { discontinuitySequence, complete, open } = this.window;
    const partTargetMs = this.partTarget.value ?? 0;
    const reports = this.others(this);
    return { partTargetMs, discontinuitySequence, complete, open, hint: this.hint(), reports };
  }
}
