/**
 * Takes every secret out of a text, also where it stands encoded for an address, a form, JSON or a page; shorter than four characters
 * they would match anything.
 */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const all = secrets.flatMap(spellings).filter((secret) => secret.length >= 4)
  const longestFirst = [...new Set(all)].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((clean, secret) => clean.split(secret).join('[secret]'), text)
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
