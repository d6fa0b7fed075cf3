import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config";

test("needs no variable at all and listens on loopback", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    host: "127.0.0.1",
    controlHost: "127.0.0.1",
    ports: { web: 3000, media: 8080, control: 8081, rtmp: 1935 },
    publicUrl: "http://localhost:3000",
    mediaPublicUrl: "http://localhost:8080",
    rtmpPublicUrl: "rtmp://localhost:1935/live",
    usesPostgres: false,
  });
});

test("derives the encoder's address from the public address of the media", () => {
  const config = readConfig({ MEDIA_PUBLIC_URL: "https://media.example.org/", RTMP_PORT: "1936" });
  expect(config.mediaPublicUrl).toBe("https://media.example.org");
  expect(config.rtmpPublicUrl).toBe("rtmp://media.example.org:1936/live");
});

test("reaches a process that listens on every interface through loopback", () => {
  expect(readConfig({ HOST: "0.0.0.0" }).appInternalUrl).toBe("http://127.0.0.1:3000");
  expect(readConfig({ HOST: "::" }).appInternalUrl).toBe("http://[::1]:3000");
});

test("takes an empty value for an absent one", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" }).ports.web).toBe(3000);
});

test.each([
  [{ PORT: "eighty" }, "PORT must be a port number"],
  [{ PORT: "70000" }, "PORT must be a port between 1 and 65535"],
  [{ RTMP_PORT: "3000" }, "RTMP_PORT and PORT are both 3000"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must begin with postgres://"],
  [{ PUBLIC_URL: "live.example.org" }, "PUBLIC_URL must be an address such as https://live.example.org"],
  [{ HOST: "not a host" }, "HOST must be an IP address or a host name"],
])("names the variable that can't be used: %o", (env, message) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(message);
});
