/** What stands after a name that is a secret's, in JSON, a form, a header or a page; a list that can't be read may hold other people's. */
const NAMED =
  /((?:token|secret|passw(?:or)?d|pwd|cookie|jwt|csrf|xsrf|credential|signature|(?:api|access|private|session|auth).?key)[\w-]{0,40}["']?\s*[:=]\s*["']?)[^"',;&<>\s]{4,}/gi
const SCHEMES = /\b(bearer|basic) +[\w+/=.~-]{6,}/gi

/**
 * Takes every secret out of a text: those that are known, also where it stands encoded for an address, a form, JSON or a page (shorter than
 * four characters they would match anything), and what a name or a scheme before it calls one.
 */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const all = secrets.flatMap(spellings).filter((secret) => secret.length >= 4)
  const longestFirst = [...new Set(all)].sort((a, b) => b.length - a.length)
  return (text) => {
    const clean = longestFirst.reduce((rest, secret) => rest.split(secret).join('[secret]'), text)
    return clean.replace(NAMED, '$1[secret]').replace(SCHEMES, '$1 [secret]')
  }
}

function spellings(secret: string): readonly string[] {
  if (secret.length < 4) return []
  const forAddress = encodeURIComponent(secret.toWellFormed())
  const bytes = Buffer.from(secret, 'utf8')
  return [
    secret,
    forAddress,
    forAddress.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
}
