import { expect, test } from "vitest";
import { contentSecurityPolicy, workerSecurityPolicy } from "./content-security-policy";

const input = { nonce: "abc", mediaPublicUrl: "https://media.example.org/x", isDevelopment: false };

test("lets pages reach the media server by HTTP and WebSocket, and nobody else", () => {
  const policy = contentSecurityPolicy(input);
  expect(policy).toContain("connect-src 'self' https://media.example.org wss://media.example.org;");
  expect(policy).toContain("media-src 'self' blob: https://media.example.org;");
});

test("lets pages use the services that are set up, for video and pictures, never for scripts", () => {
  const policy = contentSecurityPolicy({ ...input, mediaSources: ["https://*.video.example"] });
  expect(policy).toContain("media-src 'self' blob: https://media.example.org https://*.video.example;");
  expect(policy).toMatch(/connect-src [^;]*https:\/\/\*\.video\.example/);
  expect(policy).not.toMatch(/script-src [^;]*video\.example/);
});

test("runs only scripts that carry the nonce", () => {
  const policy = contentSecurityPolicy(input);
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toContain("unsafe-eval");
});

test("lets nobody frame a page", () => {
  expect(contentSecurityPolicy(input)).toContain("frame-ancestors 'none'");
});

test("an address that is more than one source ends no directive and begins no policy", () => {
  const strange = ["https://a.example;sandbox", "https://a.example,https://b.example", "https://a.example b"];
  const mediaSources = [...strange, "https://*.video.example", "http://127.0.0.1:9000", "http://[::1]:9000"];
  const policy = contentSecurityPolicy({ ...input, mediaSources });
  expect(policy).not.toMatch(/\/\/a\.example/);
  expect(policy).toContain("https://*.video.example http://127.0.0.1:9000 http://[::1]:9000;");
  expect(workerSecurityPolicy({ ...input, mediaSources })).not.toMatch(/\/\/a\.example/);
});
