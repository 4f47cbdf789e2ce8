import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setTimeout> | null = null

function tick(): void {
  now = Date.now()
  arm()
  for (const listener of [...listeners]) listener()
}

/** Aims at the start of each second, so that all clocks on screen turn together and none skips. */
function arm(): void {
  timer = setTimeout(tick, 1000 - (Date.now() % 1000))
}

function runOrRest(): void {
  const wanted = listeners.size > 0 && !document.hidden
  if (wanted && timer === null) tick()
  if (!wanted && timer !== null) {
    clearTimeout(timer)
    timer = null
  }
}

/** Calls `listener` each second until the result is called. */
export function subscribeToClock(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', runOrRest)
  listeners.add(listener)
  if (timer === null && !document.hidden) {
    now = Date.now()
    arm()
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) document.removeEventListener('visibilitychange', runOrRest)
    runOrRest()
  }
}

/** The time of the last tick, in ms of this machine. */
export function timeNow(): number {
  return now
}

/** The time in ms of this machine, once a second. Only the component that asks renders again; nothing ticks while the window is hidden. */
export function useNow(): number {
  return useSyncExternalStore(subscribeToClock, timeNow)
}

/** A fact that depends on the time: renders again only when `derive` gives something else. `derive` must give a primitive. */
export function useDerivedFromNow<T extends string | number | boolean>(derive: (now: number) => T): T {
  return useSyncExternalStore(subscribeToClock, () => derive(now))
}
