/** What the trace must hold: tasks of the main thread, messages of WebSockets, and our mark. */
export const TRACE_CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] as const

/**
 * A task this soon after a message, in ms, is counted for the second of the message, so that drawing what a read brought just before the second
 * was over is not taken for a tick. No longer than half a second, or it would take the next second's tick away.
 */
const AFTER_READ_MS = 500

/** One second, from half a second before the clocks tick to half a second after, with the longest task of the main thread in ms. */
export interface Second {
  readonly isRead: boolean
  readonly cpuMs: number
  readonly clockMs: number
}

/** An event of a Chromium trace; times in µs of the clock of the trace. `tdur` is processor time. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

/**
 * The whole seconds of a trace after the mark `<prefix>:<epoch ms>` that the page has set, which tells its main thread and what time it was. A
 * read came in when the services sent the page anything. Throws when the mark, processor times or messages are missing.
 */
export function secondsOf(trace: Buffer, prefix: string): readonly Second[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const mark = traceEvents.find(({ name }) => name.startsWith(`${prefix}:`))
  if (mark === undefined) throw new Error('The trace does not hold the mark that the page has set.')
  const atMark = Number(mark.name.slice(prefix.length + 1))
  const timeOf = (ts: number): number => atMark + (ts - mark.ts) / 1000
  const here = traceEvents.filter(({ pid, tid, ts }) => pid === mark.pid && tid === mark.tid && ts >= mark.ts)
  const messages = here.filter(({ name }) => name === 'WebSocketReceive').map(({ ts }) => timeOf(ts))
  if (messages.length === 0) throw new Error('The trace tells no messages of WebSockets.')
  const reads = new Set(messages.map(secondOf))
  const causeOf = (time: number): number => messages.findLast((message) => message <= time && time < message + AFTER_READ_MS) ?? time
  const tasks = here.filter(({ name }) => name === 'RunTask').map((task) => ({ ...task, second: secondOf(causeOf(timeOf(task.ts))) }))
  if (!tasks.some(({ tdur }) => tdur !== undefined)) throw new Error('The trace tells no processor time of tasks.')
  const last = Math.max(...tasks.map(({ second }) => second))
  // The first and the last second are not whole.
  const whole = Array.from({ length: Math.max(0, last - secondOf(atMark) - 1) }, (_, index) => secondOf(atMark) + 1 + index)
  return whole.map((second) => {
    const inSecond = tasks.filter((task) => task.second === second)
    const longest = (of: 'dur' | 'tdur'): number => Math.max(0, ...inSecond.map((task) => (task[of] ?? 0) / 1000))
    return { isRead: reads.has(second), cpuMs: longest('tdur'), clockMs: longest('dur') }
  })
}

/** Clocks tick when a second begins, so seconds are counted from half to half. */
function secondOf(time: number): number {
  return Math.floor((time + 500) / 1000)
}
