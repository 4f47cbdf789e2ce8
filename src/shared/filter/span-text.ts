const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const

/** A span as filters write it, in ms: `30m`, `1h30m`, `2d`; units from large to small, each at most once. null when it is none. */
export function parseSpan(text: string): number | null {
  const match = /^(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?(?:(\d{1,9})s)?$/i.exec(text)
  if (match === null || text === '') return null
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return Number(days) * UNITS.d + Number(hours) * UNITS.h + Number(minutes) * UNITS.m + Number(seconds) * UNITS.s
}

/** A span in ms as filters write it, in whole seconds; `0s` for none. */
export function printSpan(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000)
  let text = ''
  for (const [unit, length] of Object.entries(UNITS)) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) text += `${count}${unit}`
  }
  return text === '' ? '0s' : text
}
