import { expect, test } from "vitest";
import { IvsOptions } from "./index";

const complaints = (url: string) =>
  IvsOptions.safeParse({ AWS_IVS_RECORDINGS_URL: url }).error?.issues.map(({ path }) => path[0]) ?? [];

test.each([
  "https://a.example,https://b.example",
  "https://a.example;sandbox",
  "ftp://a.example",
  "a.example",
])("%s is not where viewers find recordings", (url) =>
  expect(complaints(url)).toContain("AWS_IVS_RECORDINGS_URL"),
);

test.each([
  "https://recordings.example.org/",
  "http://127.0.0.1:9000",
  "http://[::1]:9000",
  "http://localhost:1",
])("%s may be", (url) => expect(complaints(url)).not.toContain("AWS_IVS_RECORDINGS_URL"));
