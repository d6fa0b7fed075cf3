import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

const MEDIA_SECRET = "s".repeat(32);

describe("the media server's environment", () => {
  it("needs nothing but a secret, and stays on loopback", () => {
    const config = readConfig({ MEDIA_SECRET, HOST: "" });
    expect(config).toMatchObject({ HOST: "127.0.0.1", MEDIA_CONTROL_HOST: "127.0.0.1", RTMP_PORT: 1935 });
  });

  it.each([
    [{}, "MEDIA_SECRET is missing"],
    [{ MEDIA_SECRET: "short-secret" }, "MEDIA_SECRET must have at least 32 characters"],
    [{ MEDIA_SECRET, RTMP_PORT: "99999" }, "RTMP_PORT"],
    [{ MEDIA_SECRET, MEDIA_SERVER_ID: "a b" }, "MEDIA_SERVER_ID"],
    [{ MEDIA_SECRET, LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ MEDIA_SECRET, RECORDING_STORAGE: "s3" }, "S3_BUCKET is missing for RECORDING_STORAGE=s3"],
    [{ MEDIA_SECRET, S3_ENDPOINT: "ftp://store.example.org" }, "S3_ENDPOINT"],
    [{ MEDIA_SECRET, S3_BUCKET: "../etc" }, "S3_BUCKET"],
  ])("names what is wrong in %o and never its value", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
    expect(() => readConfig(environment)).not.toThrow("short-secret");
  });
});
