/** Small letters without accents, as the database folds titles and names: `Konsè l’Été` → `konse l'ete`. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[’‘]/g, "'")
    .toLowerCase();
}
