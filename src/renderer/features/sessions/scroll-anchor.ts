import type { useGridApiRef } from '@mui/x-data-grid'
import { useEffect, useRef } from 'react'
import { type GridLine, lineKey } from './grid-lines.ts'

/**
 * Where a grid that was scrolled to `top` is to be scrolled to after its lines changed, so that the first line in sight stays where it is; in px.
 * When that line is gone the next one below it that is still there stays. At the very top the grid stays at the top: new lines are to be seen.
 */
export function anchoredTop(before: readonly string[], now: readonly string[], top: number, lineHeight: number): number {
  if (top <= 0 || lineHeight <= 0) return 0
  const first = Math.floor(top / lineHeight)
  const places = new Map(now.map((key, place) => [key, place]))
  for (let place = first; place < before.length; place += 1) {
    const found = places.get(before[place] ?? '')
    if (found !== undefined) return Math.max(0, top + (found - place) * lineHeight)
  }
  return top
}

interface ScrollAnchor {
  readonly lines: readonly GridLine[]
  /** In px. */
  readonly lineHeight: number
  /** What the lines are the answer to, as a text: the answer to another question begins at the top. */
  readonly question: string
}

/** Keeps what somebody looks at in its place when lines come and go above it. */
export function useScrollAnchor(apiRef: ReturnType<typeof useGridApiRef>, { lines, lineHeight, question }: ScrollAnchor): void {
  const top = useRef(0)
  const shown = useRef({ lines, question })
  useEffect(() => {
    return apiRef.current?.subscribeEvent('scrollPositionChange', (position) => {
      top.current = position.top
    })
  }, [apiRef])
  useEffect(() => {
    const before = shown.current
    if (before.lines === lines) return
    shown.current = { lines, question }
    const next = before.question === question ? anchoredTop(before.lines.map(lineKey), lines.map(lineKey), top.current, lineHeight) : 0
    if (next !== top.current) apiRef.current?.scroll({ top: next })
  }, [apiRef, lines, lineHeight, question])
}
