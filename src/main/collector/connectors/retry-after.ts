const LEAST_MS = 1000
const MOST_MS = 15 * 60 * 1000

/**
 * Reads Retry-After, in seconds or as a date, and clamps it to 1 s … 15 min: a longer delay would overflow a timer and fire at once.
 * A date counts from the server's own clock. Of several values the longest counts; what can't be read gives null.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, serverNow: number): number | null {
  const waits = [header ?? []].flat().map((value) => waitOf(value.trim(), serverNow))
  const readable = waits.filter((wait) => wait !== null)
  if (readable.length === 0) return null
  return Math.min(MOST_MS, Math.max(LEAST_MS, ...readable))
}

function waitOf(value: string, serverNow: number): number | null {
  if (/^\d{1,15}$/.test(value)) return Number(value) * 1000
  if (!/^[A-Z][a-z]{2}, .* GMT$/.test(value)) return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at - serverNow
}
