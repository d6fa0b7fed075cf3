import { AttrList } from "hls.js";
import { describe, expect, it } from "vitest";
import { spareVariants } from "./keep-one-sound";

const variant = (id: string, audioCodec: string | undefined) => ({
  attrs: new AttrList({ "STABLE-VARIANT-ID": id }),
  audioCodec,
});

describe("a stream with its sound in two codecs", () => {
  it("keeps the encoder's own where the browser plays it, with all its qualities", () => {
    const levels = [variant("source", "opus"), variant("aac", "mp4a.40.2"), variant("480p", "opus")];
    expect(spareVariants(levels)).toEqual([1]);
  });

  it("keeps what is left where the browser can't", () => {
    expect(spareVariants([variant("aac", "mp4a.40.2")])).toEqual([]);
  });

  it("keeps everything where there is one sound, or none", () => {
    expect(spareVariants([variant("source", "mp4a.40.2"), variant("480p", "mp4a.40.2")])).toEqual([]);
    expect(spareVariants([variant("source", undefined), variant("480p", undefined)])).toEqual([]);
  });
});
