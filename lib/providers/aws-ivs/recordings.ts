import type { RecordingFacts } from "../../wire/recording";
import type { ChannelRef, ProviderDeps, RecordingRef, Replay, ReplayWish, StreamProvider } from "../contract";
import { ProviderError } from "../errors";
import type { BeginVerb, Verb } from "./api";
import type { RecordingOptions } from "./index";
import { EVENT_FILES, knownOf, RecordingJson, toFacts } from "./recording-facts";
import { accountOf, folderOf, LEVELS, nameOf, prefixOf } from "./recording-name";
import type { RecordingStore } from "./recording-store";
import type { Thumbnails } from "./thumbnails";

/** A channel carries one stream: more folders than this are not its own doing. */
const MAX_RECORDINGS = 200;
/** How long it is believed which folder a channel records into, in ms; and that it records into none. */
const FOLDER_MS = 300_000;
const NO_FOLDER_MS = 30_000;
const MAX_REMEMBERED = 5_000;

type RecordingVerbs = Required<
  Pick<StreamProvider, "listRecordings" | "deleteRecording" | "issueReplay" | "issuePoster">
>;
export interface Recordings extends RecordingVerbs {
  /** What the bucket holds of one recording; null where it holds nothing. */
  describe(verb: Verb, recordingId: string): Promise<RecordingFacts | null>;
}

interface Surroundings {
  readonly options: RecordingOptions;
  readonly store: RecordingStore;
  readonly thumbnails: Thumbnails;
  readonly begin: BeginVerb;
  readonly deps: ProviderDeps;
}

/**
 * Recordings lie in the operator's own bucket and are shown from a public address in front of it. Nothing there asks viewers
 * who they are, so that only recordings of what is for everybody are made, and given out.
 */
export function createRecordings({ options, store, thumbnails, begin, deps }: Surroundings): Recordings {
  const account = accountOf(options.configurationArn);
  const folders = new Map<string, { readonly at: number; readonly prefix: string | null }>();

  async function describe(verb: Verb, recordingId: string): Promise<RecordingFacts | null> {
    const prefix = prefixOf(recordingId, account);
    if (!prefix) return null;
    const events = await store.files(verb, `${prefix}/events/`);
    const found = EVENT_FILES.find(([name]) => events.some(({ key }) => key.endsWith(`/${name}`)));
    if (!found) return null;
    const [name, state] = found;
    const json = RecordingJson.safeParse(parseJson(await store.read(verb, `${prefix}/events/${name}`)));
    // While it grows its size is out of date at once.
    const bytes = state === "recording" ? 0 : sizeOf(await store.files(verb, `${prefix}/`));
    return toFacts(recordingId, knownOf(json.success ? json.data : {}, state, bytes, deps.now()), deps.now());
  }

  async function prefixesBelow(verb: Verb, folder: string, levels: number): Promise<readonly string[]> {
    if (levels === 0) return [folder];
    const below = (await store.folders(verb, folder)).slice(0, MAX_RECORDINGS);
    const found = await Promise.all(below.map((one) => prefixesBelow(verb, one, levels - 1)));
    return found.flat().slice(0, MAX_RECORDINGS);
  }

  /** The folder that a live channel records into, found level by level: names are numbers that only grow. */
  async function newest(ref: ChannelRef): Promise<string | null> {
    const known = folders.get(ref.id);
    if (known && deps.now() - known.at < (known.prefix ? FOLDER_MS : NO_FOLDER_MS)) return known.prefix;
    const verb = begin("issuePoster");
    let prefix = folderOf(ref.id);
    for (let level = 0; prefix && level < LEVELS; level++) {
      const below = await store.folders(verb, prefix);
      prefix = below.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1) ?? null;
    }
    if (folders.size >= MAX_REMEMBERED) folders.clear();
    folders.set(ref.id, { at: deps.now(), prefix });
    return prefix;
  }

  return {
    describe,
    listRecordings: async (ref) => {
      const folder = folderOf(ref.id);
      if (!folder) return [];
      const verb = begin("listRecordings");
      const names = (await prefixesBelow(verb, folder, LEVELS)).flatMap((prefix) => nameOf(prefix) ?? []);
      const found = await Promise.all(names.map((name) => describe(verb, name)));
      return found.flatMap((facts) => facts ?? []);
    },
    deleteRecording: async (ref) => {
      const prefix = prefixOf(ref.id, account);
      if (prefix) await store.deleteAll(begin("deleteRecording"), `${prefix}/`);
    },
    issueReplay: async (ref, { durationMs }: ReplayWish, pass): Promise<Replay> => {
      if (pass) throw refused("issueReplay", "unsupported", NOT_FOR_SOME);
      const at = addressOf(ref, "issueReplay");
      const replay = { durationMs, storyboardUrl: null };
      return {
        playback: [{ kind: "hls", url: `${at}/media/hls/master.m3u8`, lowLatency: false, replay }],
        posterUrl: (await thumbnails.areKept()) ? `${at}/media/thumbnails/thumb0.jpg` : null,
      };
    },
    issuePoster: async (ref, pass) => {
      if (pass || !(await thumbnails.isLatestKept())) return null;
      const prefix = await newest(ref);
      return prefix && `${options.publicUrl}/${prefix}media/latest_thumbnail/thumb.jpg`;
    },
  };

  function addressOf({ id }: RecordingRef, operation: string): string {
    const prefix = prefixOf(id, account);
    if (!prefix) throw refused(operation, "not-found", "there is no such recording");
    return `${options.publicUrl}/${prefix}`;
  }
}

const NOT_FOR_SOME =
  "recordings at AWS_IVS_RECORDINGS_URL are for everybody who has their address, so that none is given out of a stream that is not public";

function refused(operation: string, code: "unsupported" | "not-found", message: string): ProviderError {
  return new ProviderError({ code, provider: "aws-ivs", operation, message });
}

function sizeOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
