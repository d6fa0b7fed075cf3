import { eq } from "drizzle-orm";
import { afterEach, beforeEach } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { db } from "../../lib/db/client";
import { streams } from "../../lib/db/schema";
import { createStream } from "../../lib/streams/create-stream";
import { makeActor } from "../../lib/testing/accounts";
import { useEnvironment as workIn } from "../../lib/testing/app-environment";
import { useBackend as backendOf } from "../../lib/testing/backend";
import { type CloudflareEmulator, startCloudflareEmulator } from "../cloudflare/server";
import { type IvsEmulator, startIvsEmulator } from "../ivs/server";

export interface Accounts {
  readonly admin: Actor;
  readonly cloudflare: CloudflareEmulator;
  readonly ivs: IvsEmulator;
  /** By the admin's wish; `ref` is the service's own id of its channel. */
  makeStream(provider: string): Promise<{ readonly id: string; readonly ref: string }>;
}

/** Gives a test file a product with accounts at both stand-ins, anew for each test. For its top level. */
export function withAccounts(): () => Accounts {
  const backend = backendOf();
  let accounts: Accounts | null = null;
  beforeEach(async () => {
    const [cloudflare, ivs] = await Promise.all([startCloudflareEmulator(), startIvsEmulator()]);
    workIn({ MEDIA_CONTROL_URL: backend.media.url, ...cloudflare.environment(), ...ivs.environment() });
    const admin = await makeActor("admin");
    const makeStream = async (provider: string) => {
      const { id } = await createStream(admin, { title: "At a service", provider });
      const [row] = await (await db()).select().from(streams).where(eq(streams.id, id));
      return { id, ref: row?.providerRef ?? "" };
    };
    accounts = { admin, cloudflare, ivs, makeStream };
  });
  afterEach(async () => {
    await Promise.all([accounts?.cloudflare.stop(), accounts?.ivs.stop()]);
  });
  return () => {
    if (!accounts) throw new Error("accounts are there inside of tests only");
    return accounts;
  };
}
