const ASCII = /^[\x20-\x7e]*$/
const MARKS = /[\u0300-\u036f]/g

/** Separates the parts of a search text; it never stands in a search term. */
export const SEARCH_SEPARATOR = '\n'

/**
 * Text as it is searched and sorted: without case, accents and width, so that `muller`, `Müller` and `MÜLLER` are one.
 * SQLite folds ASCII only, so both sides of a comparison are folded here.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase()
  const plain = text.normalize('NFKD').replace(MARKS, '').normalize('NFC').toUpperCase()
  // Marks alone are a name as well, and another one than nothing.
  return plain === '' ? text : plain
}

/** What would end a part too early: the separator, and NUL, where SQLite's text functions stop. */
const ENDS = /[\n\0]/g

/** The folded parts in one text; a null is an empty part. */
export function searchText(parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? '' : fold(part).replace(ENDS, ' '))).join(SEARCH_SEPARATOR)
}

/** The terms of a search box: `;` stands between alternatives, blanks around a term and empty terms do not count. */
export function searchTerms(search: string): readonly string[] {
  const terms = search.split(';').map((term) => fold(term.trim()))
  return [...new Set(terms)].filter((term) => term !== '')
}
