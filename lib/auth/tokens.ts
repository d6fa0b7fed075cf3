import type { Actor, TokenScope } from "./actor";

/** A token as its owner sees it: never the token itself. Times are epoch ms. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly scopes: readonly TokenScope[];
  readonly lastUsedAt: number | null;
  readonly createdAt: number;
}
export async function listTokens(_actor: Actor): Promise<readonly TokenView[]> {
  throw new Error("being built");
}
export async function createToken(
  _actor: Actor,
  _input: { name: string; scopes: readonly TokenScope[] },
): Promise<{ token: string; view: TokenView }> {
  throw new Error("being built");
}
export async function revokeToken(_actor: Actor, _tokenId: string): Promise<void> {
  throw new Error("being built");
}
