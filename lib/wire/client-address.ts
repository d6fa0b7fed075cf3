import { addressGroup } from "./address-group";

/** What a server knows of who is calling. */
export interface CallerFacts {
  /** The other end of the connection. */
  readonly socketAddress: string | undefined;
  /** The `X-Forwarded-For` header as received. */
  readonly forwardedFor: string | undefined;
  /** Whether the connection comes from the operator's own reverse proxy, which appends what it saw itself. */
  readonly trustsProxy: boolean;
}

/**
 * The address that limits are counted by. Behind a proxy it is the last entry of `X-Forwarded-For`: what stands
 * before that is the client's own word. Without one the header is a claim of anybody and is not looked at.
 * Of IPv6 it is the network, or one customer would be as many callers as they like.
 */
export function clientAddress({ socketAddress, forwardedFor, trustsProxy }: CallerFacts): string {
  const seenByProxy = trustsProxy ? forwardedFor?.split(",").at(-1)?.trim().slice(0, 64) : undefined;
  return addressGroup(seenByProxy || socketAddress || "unknown");
}
