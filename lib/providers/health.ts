import { type Circuit, newCircuit, renew } from "./circuit";
import type { ConnectionCheck, ProviderId } from "./contract";
import type { ProviderErrorCode } from "./errors";

/** A call that went wrong. The sentence comes from `ProviderError` and holds no secret. */
export interface ProviderFault {
  /** Epoch ms. */
  readonly at: number;
  /** The verb of the contract. */
  readonly operation: string;
  readonly code: ProviderErrorCode;
  readonly sentence: string;
}

/** What the last test of its connection found. */
export interface LastTest {
  /** Epoch ms. */
  readonly at: number;
  readonly checks: readonly ConnectionCheck[];
}

/** How one provider has answered this process lately. */
export interface ProviderHealth {
  readonly state: Circuit["state"];
  /** Epoch ms. */
  readonly since: number;
  /** Epoch ms until which nothing is asked of it; null unless open. */
  readonly closedToCallsUntil: number | null;
  /** Newest first. */
  readonly faults: readonly ProviderFault[];
  /** In the last five minutes. */
  readonly calls: number;
  /** Of those calls, in ms; null where there were none. */
  readonly p95Ms: number | null;
  /** Null where its connection was not tested since its options are as they are. */
  readonly lastTest: LastTest | null;
  /** Whether what is known of its streams is what they are now. */
  readonly isFresh: boolean;
}

/** What is kept of one provider: bounded, and gone with the process. */
export interface HealthRecord {
  circuit: Circuit;
  faults: ProviderFault[];
  calls: { readonly at: number; readonly ms: number }[];
  lastTest: LastTest | null;
  /** Epoch ms of the last look that found something; null where nobody looks. */
  lookedAt: number | null;
}

/**
 * From then on what is known of its streams is old news, in ms. Looks come every five seconds: who falls silent is known to
 * within ten, however long each call is waited for.
 */
export const FRESH_MS = 9_000;
export const RECENT_MS = 5 * 60_000;
const MAX_FAULTS = 20;
const MAX_CALLS = 2_000;

// Next bundles this file more than once; there is one process.
const holder: { __liveProviderHealth?: Map<ProviderId, HealthRecord> } & typeof globalThis = globalThis;

/** Made at first use. */
export function healthRecord(id: ProviderId): HealthRecord {
  holder.__liveProviderHealth ??= new Map();
  const known = holder.__liveProviderHealth.get(id);
  if (known) return known;
  const made: HealthRecord = {
    circuit: newCircuit(Date.now()),
    faults: [],
    calls: [],
    lastTest: null,
    lookedAt: null,
  };
  holder.__liveProviderHealth.set(id, made);
  return made;
}

export function noteCall(record: HealthRecord, at: number, ms: number): void {
  record.calls.push({ at, ms });
  if (record.calls.length > MAX_CALLS) record.calls.shift();
}

export function noteFault(record: HealthRecord, fault: ProviderFault): void {
  record.faults = [fault, ...record.faults].slice(0, MAX_FAULTS);
}

/** The facts alone; a provider that was never asked is closed, with no calls. */
export function providerHealth(id: ProviderId, now = Date.now()): ProviderHealth {
  const { circuit, faults, calls, lastTest } = healthRecord(id);
  const recent = calls.filter(({ at }) => at > now - RECENT_MS).map(({ ms }) => ms);
  return {
    state: circuit.state,
    since: circuit.since,
    closedToCallsUntil: circuit.state === "open" ? circuit.until : null,
    faults,
    calls: recent.length,
    p95Ms: percentile95(recent),
    lastTest,
    isFresh: isFresh(id, now),
  };
}

/** Whether calls pass. */
export function isHealthy(id: ProviderId): boolean {
  return healthRecord(id).circuit.state === "closed";
}

/** A look at its channels came back, or there was nothing to look at. */
export function noteLook(id: ProviderId, at: number): void {
  healthRecord(id).lookedAt = at;
}

/** Somebody looks from now on: what comes of it is waited for. */
export function beginLooking(id: ProviderId, at: number): void {
  healthRecord(id).lookedAt ??= at;
}

/** Whether what is known of its streams is what they are now, as far as anybody can tell. */
export function isFresh(id: ProviderId, now = Date.now()): boolean {
  const { circuit, lookedAt } = healthRecord(id);
  return circuit.state === "closed" && (lookedAt === null || now - lookedAt <= FRESH_MS);
}

/** Another account or another key: calls pass again, and answers to earlier ones tell nothing. The faults stay on record. */
export function beginAnew(id: ProviderId): void {
  const record = healthRecord(id);
  record.circuit = renew(record.circuit, Date.now());
  record.lastTest = null;
  // Whether somebody looks with the new ones shows soon.
  if (record.lookedAt !== null) record.lookedAt = Date.now();
}

/** For tests. */
export function forgetHealth(): void {
  holder.__liveProviderHealth = undefined;
}

/** By nearest rank. */
function percentile95(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
}
