import { expect, test } from "vitest";
import { csvField, csvLine } from "./csv";

test("commas, quotes and line breaks stay inside of their field", () => {
  expect(csvLine(["a,b", 'c"d', "e\nf", "g"])).toBe('"a,b","c""d","e\nf",g\r\n');
});

test("nothing is taken for a formula, and numbers stay numbers", () => {
  for (const wicked of ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("x")'])
    expect(csvField(wicked).replace(/^"/, "")).toMatch(/^'/);
  expect(["-5", "0", "12.5", "-0.25", "konpa"].map(csvField)).toEqual(["-5", "0", "12.5", "-0.25", "konpa"]);
});

test("no part of a field becomes a formula where semicolons or tabs part cells, as French spreadsheets have it", () => {
  expect(csvField('Konpa;=HYPERLINK("//x")')).toBe(`"Konpa;'=HYPERLINK(""//x"")"`);
  for (const wicked of ["a;=1", "a; +1", "a\t@SUM(A1)", "a\n-1+1", "a;;=1"])
    expect(csvField(wicked)).toMatch(/'[=+\-@]/);
  expect(csvField("drums; and more - live")).toBe("drums; and more - live");
});
