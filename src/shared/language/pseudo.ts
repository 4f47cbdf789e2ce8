const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ó',
  s: 'š',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Í',
  O: 'Ö',
  S: 'Š',
  U: 'Û',
}

/** An English message made longer and marked, with its arguments as they are: brackets show where it was cut or glued together. */
export function pseudoMessage(message: string): string {
  const words = accented(message)
  return `[${words}${'~'.repeat(Math.ceil(words.length / 3))}]`
}

/** Text outside of arguments and tags. Inside a plural or a choice the texts are left plain: the brackets around all of it are enough. */
function accented(message: string): string {
  let depth = 0
  let inTag = false
  let result = ''
  for (const letter of message) {
    if (letter === '{') depth += 1
    if (letter === '<') inTag = true
    result += depth === 0 && !inTag ? (ACCENTED[letter] ?? letter) : letter
    if (letter === '}') depth -= 1
    if (letter === '>') inTag = false
  }
  return result
}
