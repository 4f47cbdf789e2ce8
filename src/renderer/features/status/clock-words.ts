import { age } from '../../../shared/duration.ts'

const WORTH_SAYING_MS = 60_000

/** Says how far a server's clock is off, in words; null when it is near enough or unknown. `clockOffset`: its clock minus ours, in ms. */
export function clockWords(clockOffset: number | null): string | null {
  if (clockOffset === null || Math.abs(clockOffset) <= WORTH_SAYING_MS) return null
  return `${age(Math.abs(clockOffset))} ${clockOffset > 0 ? 'ahead of' : 'behind'} this computer; times are corrected for it`
}
