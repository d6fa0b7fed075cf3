/** Which ways of signing in this installation offers, for the sign-in page. */
export function listSignInOptions(): readonly { readonly id: string; readonly label: string }[] {
  throw new Error("being built");
}
