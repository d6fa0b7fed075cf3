/** Values known only at run time (the media server's address) go into the content security policy in `proxy.ts`. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
  { key: "Permissions-Policy", value: permissionsPolicy("()") },
];

/** The pages that go live from the browser; every other page is refused camera, microphone and screen. */
const STUDIO_PAGE = "/studio/streams/:streamId((?!new$)[^/]+)";

/** @param {"()" | "(self)"} capture who may film, record and share a screen */
function permissionsPolicy(capture) {
  const features = { camera: capture, "display-capture": capture, microphone: capture };
  const never = ["accelerometer", "geolocation", "gyroscope", "magnetometer", "midi", "payment", "usb"];
  for (const feature of never) features[feature] = "()";
  return Object.entries(features)
    .map(([feature, who]) => `${feature}=${who}`)
    .join(", ");
}

const IMMUTABLE = "public, max-age=31536000, immutable";

/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a start does not wait for them.
  typescript: { ignoreBuildErrors: true },
  // The first two load files of their own at run time (WebAssembly, native code) and break when bundled; the last needs no bundling.
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "nodemailer"],
  // Messages are parsed on the server: see lib/i18n/messages.ts.
  turbopack: { resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  async headers() {
    // Of two values for one header the later wins.
    return [
      { source: "/:path*", headers: SECURITY_HEADERS },
      {
        source: STUDIO_PAGE,
        headers: [{ key: "Permissions-Policy", value: permissionsPolicy("(self)") }],
      },
      // Who may show an embed page is said by its content security policy.
      { source: "/((?!embed/).*)", headers: [{ key: "X-Frame-Options", value: "DENY" }] },
      // In folders named by version.
      { source: "/player-assets/:path*", headers: [{ key: "Cache-Control", value: IMMUTABLE }] },
    ];
  },
};

export default config;
