/**
 * Whether this viewer lets a creator's browser connect to theirs, which tells each the other's network address: directly, or
 * by a relay only, which tells neither. Asked before the first time, remembered on this device.
 */
export type AddressConsent = "direct" | "relay";

const KEY = "address-consent";
/** Where storage is forbidden, it holds for the page. */
let ofThisPage: AddressConsent | null = null;

/** Null: was not asked, or took it back. */
export function rememberedConsent(): AddressConsent | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "direct" || kept === "relay" ? kept : null;
  } catch {
    return ofThisPage;
  }
}

export function rememberConsent(consent: AddressConsent | null): void {
  ofThisPage = consent;
  try {
    if (consent === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, consent);
  } catch {}
}
