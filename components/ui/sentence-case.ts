/** A word that stands alone begins with a capital; inside a sentence it does not. */
export function sentenceCase(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
