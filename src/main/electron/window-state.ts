import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  maximized: z.boolean(),
})
/** Where the window was, in device-independent pixels. */
export type WindowState = z.infer<typeof stateSchema>

/** A part of a screen. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The remembered state, or null when there is none, it can't be read, or the screen it was on is no longer there. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return screens.some((screen) => showsTitleBar(screen, state)) ? state : null
  } catch {
    return null
  }
}

/** Remembers the state. A window that comes back elsewhere is no reason to disturb anybody, so a failure is silent. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
  } catch {
    // see above
  }
}

/** Enough of the title bar must be on the screen to drag the window by. */
function showsTitleBar(screen: Area, window: WindowState): boolean {
  const visible = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x)
  return visible >= 100 && window.y >= screen.y && window.y <= screen.y + screen.height - 40
}
