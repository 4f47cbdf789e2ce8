import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { subscribeToClock, timeNow } from '../../../src/renderer/components/clock.ts'

describe('the clock', () => {
  const page = Object.assign(new EventTarget(), { hidden: false })

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_250 })
    vi.stubGlobal('document', page)
    page.hidden = false
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  function setHidden(hidden: boolean): void {
    page.hidden = hidden
    page.dispatchEvent(new Event('visibilitychange'))
  }

  it('ticks at the start of each second for everyone at once', () => {
    const seen: number[] = []
    const stops = [1, 2].map(() => subscribeToClock(() => seen.push(timeNow())))
    vi.advanceTimersByTime(2000)
    expect(seen).toEqual([1_001_000, 1_001_000, 1_002_000, 1_002_000])
    for (const stop of stops) stop()
  })

  it('leaves no timer behind when nobody listens', () => {
    subscribeToClock(() => undefined)()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rests while the window is hidden and is right at once when it is shown', () => {
    const seen: number[] = []
    const stop = subscribeToClock(() => seen.push(timeNow()))
    setHidden(true)
    vi.advanceTimersByTime(10_000)
    expect(seen).toEqual([])
    setHidden(false)
    expect(seen).toEqual([1_010_250])
    stop()
  })
})
