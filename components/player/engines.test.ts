import { expect, it } from "vitest";
import type { EngineEntry } from "./engine";
import { choosePlayback } from "./engines";

const entry = (name: string, canPlay: boolean): EngineEntry => ({
  name,
  kind: "hls",
  canPlay: () => canPlay,
  load: () => Promise.reject(new Error("not loaded to choose")),
});
const source = (url: string) => ({ kind: "hls", url, lowLatency: true }) as const;

it("tries sources in their order, and for each the engines this browser has", () => {
  const choices = choosePlayback(
    [source("http://a/"), source("http://b/")],
    [entry("media-source", true), entry("missing", false), entry("native", true)],
  );
  expect(choices.map((choice) => `${choice.source.url} ${choice.entry.name}`)).toEqual([
    "http://a/ media-source",
    "http://a/ native",
    "http://b/ media-source",
    "http://b/ native",
  ]);
});

it("passes over sources that it has no engine for", () => {
  const others = [
    { kind: "flv", url: "http://a/stream.flv" },
    { kind: "whep", url: "http://a/whep" },
    { kind: "dash", url: "http://a/manifest.mpd" },
  ] as const;
  const choices = choosePlayback([...others, source("http://a/")], [entry("only", true)]);
  expect(choices.map((choice) => choice.source.url)).toEqual(["http://a/"]);
  expect(choosePlayback(others, [entry("only", true)])).toEqual([]);
});

it("has nothing to try when no engine of this browser fits", () => {
  expect(choosePlayback([source("http://a/")], [entry("missing", false)])).toEqual([]);
});
