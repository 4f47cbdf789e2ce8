/**
 * What in a user name deceives the eye. It follows the idea of Unicode's technical standard 39: names that look alike have one skeleton.
 */

const ASCII = /^[\x20-\x7e]*$/

/** Controls, format characters (direction marks, joiners, soft hyphens), separators, fillers and variation selectors. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f|\p{Variation_Selector}/u

/** Scripts whose letters can be taken for each other's. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Coptic}/u,
]

/** What a name alone tells, or null; whether it looks like another one is not its own doing. */
export function lookalikeOf(name: string): 'hidden-characters' | 'mixed-scripts' | null {
  if (ASCII.test(name)) return null
  if (HIDDEN.test(name)) return 'hidden-characters'
  return wordsOf(name).some(isMixed) || isDressed(name) ? 'mixed-scripts' : null
}

/** A domain, a host or a first name may well be in another script than the rest: it is inside of a word that one letter poses as another. */
function wordsOf(name: string): readonly string[] {
  return name.split(/[^\p{L}\p{M}\p{N}]+/u)
}

function isMixed(word: string): boolean {
  return SCRIPTS.filter((script) => script.test(word)).length > 1
}

/** Full-width, mathematical and circled letters that stand for ASCII ones: another script in all but name. */
function isDressed(name: string): boolean {
  return [...name].some((character) => !ASCII.test(character) && /^[A-Za-z0-9]+$/.test(character.normalize('NFKC')))
}

/** Letters of other scripts that look like small Latin ones, after lower-casing. */
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'ЬƄ',
    c: 'сϲᴄ',
    d: 'ԁ',
    e: 'еҽ℮',
    g: 'ɡց',
    h: 'һհ',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏǀ|ⅼ',
    m: 'м',
    n: 'ոп',
    o: 'оοσօᴏ',
    p: 'рρ',
    q: 'ԛզ',
    r: 'гᴦ',
    s: 'ѕꜱ',
    t: 'тτ',
    u: 'υսᴜ',
    v: 'ѵν',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
  }).flatMap(([latin, twins]) => [...twins].map((twin): [string, string] => [twin, latin])),
)

/** Looks that ASCII alone can make: a capital I or a one for an l, a zero for an o, `rn` for an m. */
const DECEPTIVE = /rn|vv|[01](?=[A-Za-z])|[a-z]I|\|/

/**
 * What a name looks like, in capitals; null for a name that looks like nothing but itself, as nearly all do. Marks above letters do not
 * count, as everywhere in a search.
 */
export function skeletonOf(name: string): string | null {
  if (ASCII.test(name) && !DECEPTIVE.test(name)) return null
  const plain = name
    .replace(/(?<=[a-z])I/g, 'l')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(new RegExp(HIDDEN.source, 'gu'), '')
  const latin = Array.from(plain.toLowerCase(), (character) => TWINS.get(character) ?? character).join('')
  return latin
    .replace(/0(?=[a-z])/g, 'o')
    .replace(/1(?=[a-z])/g, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .toUpperCase()
}
