import { z } from "zod";

/** What the API answers, as far as we use it: forgiving, for its own description and its practice differ. */
const text = z.string().min(1).max(2_000);

/** Documented as null or a word; many consumers have met `{ current: { state } }`. */
export const InputStatus = z
  .union([z.string(), z.object({ current: z.object({ state: z.string().nullish() }).nullish() })])
  .nullish();

/** With publish secrets: never passes this folder's border but as ingest targets. */
export const LiveInput = z.object({
  uid: text,
  enabled: z.boolean().nullish(),
  status: InputStatus,
  meta: z.record(z.string(), z.unknown()).nullish().catch(null),
  rtmps: z.object({ url: text, streamKey: text }).nullish().catch(null),
  srt: z.object({ url: text, streamId: text, passphrase: text }).nullish().catch(null),
  webRTC: z.object({ url: text }).nullish().catch(null),
});
export type LiveInput = z.infer<typeof LiveInput>;

export const LiveInputList = z.object({
  total: z.number().nullish(),
  liveInputs: z.array(
    z.object({
      uid: text,
      created: z.string().nullish(),
      meta: z.record(z.string(), z.unknown()).nullish().catch(null),
    }),
  ),
});

export const Video = z.object({
  uid: text,
  liveInput: z.string().nullish(),
  created: z.string().nullish(),
  uploaded: z.string().nullish(),
  /** In seconds; -1 where it is not known yet. */
  duration: z.number().nullish(),
  size: z.number().nullish(),
  status: z.object({ state: z.string().nullish() }).nullish(),
});
export type Video = z.infer<typeof Video>;

export const StorageUsage = z.object({
  totalStorageMinutes: z.number(),
  totalStorageMinutesLimit: z.number().nullish(),
});

export const SigningKeys = z.array(z.object({ id: text }));

export const Lifecycle = z.object({ live: z.boolean(), videoUID: z.string().nullish() });
export const Views = z.object({ liveViewers: z.number().int().min(0) });
