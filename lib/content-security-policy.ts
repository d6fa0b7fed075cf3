export interface PolicyInput {
  readonly nonce: string;
  /** Where playlists, segments and presence come from. */
  readonly mediaUrl: string;
  /** Next's development server evaluates code. */
  readonly isDevelopment: boolean;
}

/** Content-Security-Policy (W3C CSP 3): our own scripts by nonce, media and sockets from the media server only. */
export function contentSecurityPolicy({ nonce, mediaUrl, isDevelopment }: PolicyInput): string {
  const media = new URL(mediaUrl).origin;
  const socket = media.replace(/^http/, "ws");
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Charts and popovers position themselves with style attributes.
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${media}`,
    "font-src 'self' data:",
    `media-src 'self' blob: ${media}`,
    "worker-src 'self' blob:",
    `connect-src 'self' ${media} ${socket}${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return rules.join("; ");
}
