import { describe, expect, it } from "vitest";
import { audioConfig, videoConfig } from "../testing/synthetic-media";
import { renderMultivariant } from "./render-multivariant";
import { type PlaylistView, renderPlaylist } from "./render-playlist";
import type { Segment } from "./segment";

function segment(msn: number, more: Partial<Segment> = {}): Segment {
  const parts = [0, 1].map((index) => ({
    name: `${msn}.${index}.m4s`,
    durationMs: 1000,
    isIndependent: index === 0,
  }));
  const startMs = msn * 2000;
  const stretch = { msn: 1, startMs: 2000, wallMs: 2000 };
  const base = {
    msn,
    startMs,
    wallMs: startMs,
    stretch,
    initName: "init-1.mp4",
    isDiscontinuity: false,
    parts,
    body: [],
  };
  return { ...base, durationMs: 2000, bytes: 0, ...more };
}

function view(more: Partial<PlaylistView> = {}): PlaylistView {
  return {
    partTargetMs: 200,
    discontinuitySequence: 1,
    complete: [segment(1)],
    open: null,
    hint: "2.0.m4s",
    ...more,
  };
}

describe("a media playlist", () => {
  it("says everything that a low-latency player needs", () => {
    const open = segment(2, { parts: [{ name: "2.0.m4s", durationMs: 200.2, isIndependent: false }] });
    expect(renderPlaylist(view({ open, hint: "2.1.m4s" }), false)).toBe(
      `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:4
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.6,CAN-SKIP-UNTIL=24
#EXT-X-PART-INF:PART-TARGET=0.2
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-DISCONTINUITY-SEQUENCE:1
#EXT-X-MAP:URI="init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:02.000Z
#EXT-X-PART:DURATION=1,URI="1.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=1,URI="1.1.m4s"
#EXTINF:2,
1.m4s
#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z
#EXT-X-PART:DURATION=0.2002,URI="2.0.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="2.1.m4s"
`,
    );
  });

  it("lists parts for the last three target durations only", () => {
    const complete = Array.from({ length: 20 }, (_, index) => segment(index + 1));
    const withParts = renderPlaylist(view({ complete }), false).match(/URI="\d+\.0\.m4s"(?=,)/g);
    expect(withParts).toEqual([15, 16, 17, 18, 19, 20].map((msn) => `URI="${msn}.0.m4s"`));
  });

  it("marks a discontinuity and maps a new init segment where it begins", () => {
    const complete = [segment(1), segment(2, { isDiscontinuity: true, initName: "init-2.mp4" })];
    expect(renderPlaylist(view({ complete }), false)).toContain(
      '1.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-2.mp4"\n#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z\n',
    );
  });

  it("skips in a delta what lies further back than CAN-SKIP-UNTIL, and its init segment with it", () => {
    const complete = Array.from({ length: 30 }, (_, index) => segment(index + 1));
    const delta = renderPlaylist(view({ complete }), true);
    expect(delta).toContain("#EXT-X-SKIP:SKIPPED-SEGMENTS=18\n#EXT-X-PROGRAM-DATE-TIME");
    expect(delta).toContain("\n19.m4s\n");
    expect(delta).not.toMatch(/^18\.m4s$/m);
    expect(delta).not.toContain("EXT-X-MAP");
    expect(renderPlaylist(view(), true)).toBe(renderPlaylist(view(), false));
  });

  it("says where there is nothing, and how far the other renditions are", () => {
    const gap = { ...segment(1), hasGap: true };
    const parts = [...gap.parts, { name: "1.9.m4s", durationMs: 200, isIndependent: false, isGap: true }];
    const reports = [{ uri: "../480p/media.m3u8", lastMsn: 1, lastPart: 4 }];
    const text = renderPlaylist(view({ complete: [{ ...gap, parts }], reports }), false);
    expect(text).toContain('#EXT-X-PART:DURATION=0.2,URI="1.9.m4s",GAP=YES\n');
    expect(text).toMatch(/#EXT-X-GAP\n#EXTINF/);
    expect(text).toContain('#EXT-X-RENDITION-REPORT:URI="../480p/media.m3u8",LAST-MSN=1,LAST-PART=4\n');
  });

  it("ends without hints or parts", () => {
    const text = renderPlaylist(view({ hint: null }), false);
    expect(text).toMatch(/1\.m4s\n#EXT-X-ENDLIST\n$/);
    expect(text).not.toContain("EXT-X-PART:");
  });
});

describe("a multivariant playlist", () => {
  const rates = { uri: "source/media.m3u8", peakBandwidth: 2_500_000.4, averageBandwidth: 2_000_000 };
  it.each([
    {
      tracks: { video: videoConfig(), audio: audioConfig() },
      frameRate: 30,
      line: '#EXT-X-STREAM-INF:BANDWIDTH=2500001,AVERAGE-BANDWIDTH=2000000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000',
    },
    {
      tracks: { video: null, audio: audioConfig() },
      frameRate: null,
      line: '#EXT-X-STREAM-INF:BANDWIDTH=2500001,AVERAGE-BANDWIDTH=2000000,CODECS="mp4a.40.2"',
    },
  ])("tells $line", ({ tracks, frameRate, line }) => {
    expect(renderMultivariant([{ ...rates, tracks, frameRate }])).toContain(
      `${line},STABLE-VARIANT-ID="source"\nsource/media.m3u8\n`,
    );
  });
});
