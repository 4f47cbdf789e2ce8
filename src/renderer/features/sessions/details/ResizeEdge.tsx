import Box from '@mui/material/Box'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { t } from '../../../../shared/language/language.ts'

/** How wide the details may be, in px. */
export const DETAILS_WIDTH = { least: 280, most: 900 } as const

const STEP = 16

interface ResizeEdgeProps {
  readonly width: number
  /** Hears every step on the way; `done` with the last one. */
  readonly onWidth: (width: number, done: boolean) => void
}

/** The left edge of the details: drag it, or move it with the arrow keys, to make them wider or narrower. */
export function ResizeEdge({ width, onWidth }: ResizeEdgeProps) {
  const grip = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const widthAt = ({ clientX }: PointerEvent) => (grip.current === null ? width : within(grip.current.width + grip.current.x - clientX))
  const end = (event: PointerEvent) => {
    if (grip.current === null) return
    onWidth(widthAt(event), true)
    grip.current = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: DETAILS_WIDTH.least, End: DETAILS_WIDTH.most }[event.key]
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onWidth(within(next), true)
  }
  return (
    <Box
      role="separator"
      aria-orientation="vertical"
      aria-label={t('details.resize')}
      aria-valuenow={width}
      aria-valuemin={DETAILS_WIDTH.least}
      aria-valuemax={DETAILS_WIDTH.most}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => grip.current !== null && onWidth(widthAt(event), false)}
      onPointerUp={end}
      onPointerCancel={end}
      sx={EDGE}
    />
  )
}

const EDGE = {
  position: 'absolute',
  inset: '0 auto 0 -4px',
  width: 8,
  zIndex: 1,
  cursor: 'col-resize',
  touchAction: 'none',
  '&:hover, &:focus-visible': { borderLeft: '2px solid', borderColor: 'primary.main' },
} as const

function within(width: number): number {
  const room = Math.max(DETAILS_WIDTH.least, Math.min(DETAILS_WIDTH.most, window.innerWidth - 480))
  return Math.round(Math.min(room, Math.max(DETAILS_WIDTH.least, width)))
}
