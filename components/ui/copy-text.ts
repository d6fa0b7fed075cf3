/**
 * Puts text on the clipboard. The text may still be on its way: Safari only allows copying inside the click,
 * so the promise itself is handed over. Rejects when the browser refuses or the text does not come.
 */
export async function copyText(text: string | Promise<string>): Promise<void> {
  if (navigator.clipboard && typeof ClipboardItem !== "undefined" && navigator.clipboard.write) {
    const blob = Promise.resolve(text).then((value) => new Blob([value], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return;
  }
  const value = await text;
  if (navigator.clipboard) return navigator.clipboard.writeText(value);
  copyByHand(value);
}

/** Without HTTPS browsers hide the clipboard; the old way still works there. */
function copyByHand(value: string): void {
  const area = document.createElement("textarea");
  area.value = value;
  area.setAttribute("readonly", "");
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("the browser refused to copy");
}
