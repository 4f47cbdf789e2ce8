import { lastActiveAt, type PracticeSession } from '../session.ts'

/** What the page can be sorted by, descending; the product names no other columns. */
export const ORDERS = ['session', 'idle'] as const
export type Order = (typeof ORDERS)[number]

export function isOrder(text: string): text is Order {
  return ORDERS.some((order) => order === text)
}

/** The sessions in this order. They come oldest first, which is longest session time first. */
export function sorted(sessions: readonly PracticeSession[], order: Order, now: number): readonly PracticeSession[] {
  if (order === 'session') return sessions
  return sessions
    .map((session) => ({ session, activeAt: lastActiveAt(session, now) }))
    .sort((one, other) => one.activeAt - other.activeAt)
    .map(({ session }) => session)
}
