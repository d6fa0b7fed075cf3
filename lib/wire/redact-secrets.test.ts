import { expect, test } from "vitest";
import { redactSecrets } from "./redact-secrets";

const KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7";

test.each([
  ["a stream key in an encoder's address", `publishing to rtmp://live.example/live/${KEY} failed`],
  ["one over TLS with a port", `{"err":"rtmps://live.example:443/live/${KEY}"}`],
  ["a playback token in a path", `GET /live/0123456789abcdef/~${KEY}.${KEY}/source/media.m3u8 403`],
  ["a bearer token", `{"headers":{"authorization":"Bearer ${KEY}"}}`],
  ["a bearer token in a list", `{"headers":["authorization","Bearer ${KEY}"]}`],
  ["short credentials in a header", "Authorization: Basic dTpwYXNz".replace("dTpwYXNz", KEY)],
  ["an API token by itself", `unknown token apl_${KEY}`],
  ["a token in a query", `wss://media.example/live?x=1&token=${KEY}&y=2`],
  ["an invitation's link", `sent to https://live.example/sign-up?invitation=${KEY}`],
  ["a link's fragment", `https://live.example/watch/abcdefgh/join#invite=${KEY}`],
  ["a database's password", `connect postgres://live:${KEY}@localhost/live`],
  ["a session cookie", `cookie: next-auth.session-token=${KEY}; theme=dark`],
  ["a signed address of a bucket", `https://s3.example/b/k?X-Amz-Credential=${KEY}&X-Amz-Signature=${KEY}`],
  ["a field, however deep", `{"a":{"b":{"c":{"d":{"password":"${KEY}"}}}}}`],
  ["a field of JSON inside a string", `{"body":"{\\"streamKey\\":\\"${KEY}\\",\\"protocol\\":\\"rtmp\\"}"}`],
])("%s does not stay in a line", (_name, line) => {
  const redacted = redactSecrets(line);
  expect(redacted).not.toContain(KEY);
  expect(redacted).toContain("[secret]");
});

test.each([
  '{"level":30,"process":"media-server","address":"203.0.113.9","streamId":"n9HRjWv2Sg2tRZqBkGhVpA","msg":"publisher accepted"}',
  "GET /live/n9HRjWv2Sg2tRZqBkGhVpA/source/media.m3u8?_HLS_msn=12&_HLS_part=3 200",
  "  Encoders            rtmp://localhost:1935/live",
  "the bearer of this message; basic settings; key frames every 2 s",
  '{"password":"[secret]","token":"[secret]"}',
])("what is no secret stays as it is: %s", (line) => {
  expect(redactSecrets(line)).toBe(line);
});

test("a line of JSON is still one", () => {
  const line = JSON.stringify({
    msg: `rtmp://h/live/${KEY} said "no"`,
    headers: { authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ streamKey: KEY, list: [1, 2] }),
  });
  const parsed = JSON.parse(redactSecrets(line));
  expect(parsed.msg).toBe('rtmp://h/live/[secret] said "no"');
  expect(JSON.parse(parsed.body)).toEqual({ streamKey: "[secret]", list: [1, 2] });
});

test("a long line costs no more than its length", () => {
  const line = `${"rtmp://".repeat(20_000)}${"/~".repeat(20_000)}${'\\"key'.repeat(20_000)}`;
  const startedAt = performance.now();
  redactSecrets(line);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
