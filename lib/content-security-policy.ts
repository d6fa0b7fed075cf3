export interface PolicyInput {
  /** Made for this answer alone; scripts without it don't run. */
  readonly nonce: string;
  /** Where video and the viewers' WebSocket come from. */
  readonly mediaPublicUrl: string;
  /** Other services whose video, pictures and connections a page may use. */
  readonly mediaSources?: readonly string[];
  /** Development servers evaluate code and open a WebSocket of their own. */
  readonly isDevelopment: boolean;
  /** Sites that may show the page in a frame; nobody when left out or empty. */
  readonly frameAncestors?: readonly string[];
}

/** The `Content-Security-Policy` of a page (CSP Level 3): our own code, and the media server's video. */
export function contentSecurityPolicy(input: PolicyInput): string {
  const { nonce, mediaPublicUrl, isDevelopment, frameAncestors = [], mediaSources = [] } = input;
  const media = new URL(mediaPublicUrl).origin;
  const sockets = media.replace(/^http/, "ws");
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    // Libraries set style attributes and small style elements; no style can run code.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", media, ...mediaSources],
    "font-src": ["'self'"],
    "connect-src": ["'self'", media, sockets, ...mediaSources, ...(isDevelopment ? ["ws:"] : [])],
    "media-src": ["'self'", "blob:", media, ...mediaSources],
    // The player demuxes in a worker that it makes from a blob.
    "worker-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": frameAncestors.length > 0 ? frameAncestors : ["'none'"],
  };
  return render(directives);
}

/** The policy of scripts that a player runs in a worker: WebAssembly is compiled there, and in no page. */
export function workerSecurityPolicy({
  mediaPublicUrl,
  mediaSources = [],
}: Pick<PolicyInput, "mediaPublicUrl" | "mediaSources">): string {
  return render({
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "connect-src": ["'self'", new URL(mediaPublicUrl).origin, ...mediaSources],
    "frame-ancestors": ["'none'"],
  });
}

function render(directives: Record<string, readonly string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources.filter(isOneSource)].join(" "))
    .join("; ");
}

/** A host of a valid URL may hold a semicolon or a comma, which would end the directive or begin another policy. */
function isOneSource(source: string): boolean {
  return !/[;,\s]/.test(source);
}
