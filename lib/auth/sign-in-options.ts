import { env } from "../env";

/** Which sites vouch for people here, for the sign-in page; `id` is what next-auth's `signIn` takes. */
export function listSignInOptions(): readonly { readonly id: string; readonly label: string }[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env();
  return [
    ...(GITHUB_ID && GITHUB_SECRET ? [{ id: "github", label: "GitHub" }] : []),
    ...(GOOGLE_ID && GOOGLE_SECRET ? [{ id: "google", label: "Google" }] : []),
  ];
}
