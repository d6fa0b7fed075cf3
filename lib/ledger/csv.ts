/**
 * One field of a CSV file (RFC 4180). What a spreadsheet would take for a formula is written with an apostrophe before
 * it, so that nobody's name or title is ever run: also after what parts cells where commas are for decimals, since such
 * spreadsheets cut inside of our fields. Pure.
 */
export function csvField(value: string): string {
  const isFormula = /^\s*[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value);
  const safe = (isFormula ? `'${value}` : value).replace(/([;\t\r\n]\s*)(?=[=+\-@])/g, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. Pure. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}
