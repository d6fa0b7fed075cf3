import { expect, it } from "vitest";
import { SetEmbedOriginsInput } from "./schemas";

const parse = (origins: string) => SetEmbedOriginsInput.safeParse({ anywhere: false, origins });

it("takes addresses as people write them, and each site once", () => {
  const text = "https://Blog.Example/page?x=1\n\n  blog.example  \nhttp://localhost:8080/";
  expect(parse(text).data?.origins).toEqual(["https://blog.example", "http://localhost:8080"]);
  expect(parse("").data?.origins).toEqual([]);
});

it.each([
  "https://a.example;script-src",
  "https://a.example'",
  "https://a.example,b.example",
  "ftp://a.example",
  "data:text/html,x",
  "https://",
  "not a site",
  "*",
  "https://*.example",
])("refuses %s", (origins) => {
  expect(parse(origins).error?.issues[0]?.message).toBe("origin-invalid");
});

it("refuses more than twenty", () => {
  const many = Array.from({ length: 21 }, (_, index) => `https://site-${index}.example`).join("\n");
  expect(parse(many).error?.issues[0]?.message).toBe("origins-many");
});
