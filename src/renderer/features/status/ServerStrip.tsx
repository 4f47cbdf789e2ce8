/** All servers in one line: icon, word, age. */
export function ServerStrip() {
  return null
}
