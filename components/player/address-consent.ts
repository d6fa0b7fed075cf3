/**
 * Whether this viewer lets a creator's browser connect to theirs, which tells each the other's network address: directly, or
 * by a relay only, which tells neither. Asked before the first time, remembered on this device: a relay for everybody, as
 * nobody learns anything; directly for the creator who was named in the question, and for no other.
 */
export type AddressConsent = "direct" | "relay";

const RELAY_KEY = "address-consent";
const DIRECT_KEY = "address-consent-direct";
/** Creators who are remembered; the oldest goes. */
const MAX_CREATORS = 200;

/** What the page asked, or remembered, for the stream that it shows; null: nothing may connect. */
let ofThisPage: AddressConsent | null = null;

export function consentOfPage(): AddressConsent | null {
  return ofThisPage;
}

/** Another creator's stream may be next. */
export function leaveConsent(): void {
  ofThisPage = null;
}

/** Takes what was answered for this creator's channel as the page's consent. Null: was not asked, or took it back. */
export function recallConsent(channelId: string): AddressConsent | null {
  try {
    const isRelay = localStorage.getItem(RELAY_KEY) === "relay";
    ofThisPage = isRelay ? "relay" : readCreators().includes(channelId) ? "direct" : null;
  } catch {
    // Where storage is forbidden, it holds for the page.
  }
  return ofThisPage;
}

/** The page's consent from now on, and remembered for this creator's channel. */
export function rememberConsent(channelId: string, consent: AddressConsent | null): void {
  ofThisPage = consent;
  try {
    const others = readCreators().filter((id) => id !== channelId);
    const creators = consent === "direct" ? [...others, channelId].slice(-MAX_CREATORS) : others;
    localStorage.setItem(DIRECT_KEY, JSON.stringify(creators));
    if (consent === "relay") localStorage.setItem(RELAY_KEY, "relay");
    else localStorage.removeItem(RELAY_KEY);
  } catch {}
}

function readCreators(): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(DIRECT_KEY) ?? "[]");
  return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
}
