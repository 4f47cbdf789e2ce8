import { t } from '../../../shared/language/language.ts'
import type { Action } from './actions.ts'

/** Which keys a platform's people use: those of a Mac, or those of Windows and everything else. */
export type Platform = 'windows' | 'mac'

/** Where this window stands. */
export const PLATFORM: Platform = navigator.platform.startsWith('Mac') ? 'mac' : 'windows'

/** What is asked of a key event. */
export interface Press {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  getModifierState(name: 'AltGraph'): boolean
}

const MODIFIERS = ['Mod', 'Ctrl', 'Meta', 'Alt', 'Shift'] as const
const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'])

/** The modifier that is no command key on this platform but would be on the other. */
const OTHER: Readonly<Record<Platform, string>> = { windows: 'Meta', mac: 'Ctrl' }

/** A pressed key as `Mod+Shift+C`; null while only modifiers are held, or for half a letter. What AltGr writes is what was pressed. */
export function pressedKey(press: Press, platform: Platform): string | null {
  if (MODIFIER_KEYS.has(press.key)) return null
  const writes = press.getModifierState('AltGraph')
  const command = !writes && (platform === 'mac' ? press.metaKey : press.ctrlKey)
  const other = !writes && (platform === 'mac' ? press.ctrlKey : press.metaKey)
  const alt = !writes && press.altKey
  const key = keyName(press, command || other || alt)
  const held = [
    command ? 'Mod' : null,
    other ? OTHER[platform] : null,
    alt ? 'Alt' : null,
    press.shiftKey && !isSign(key) ? 'Shift' : null,
    key,
  ]
  return held.filter((part) => part !== null).join('+')
}

/** Letters and digits are taken from their place where the layout writes something else there: Cyrillic, or digits behind Shift. */
function keyName({ key, code }: Press, isCommand: boolean): string {
  if (key === ' ') return 'Space'
  if (key === '+') return 'Plus'
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const placed = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  return isCommand && placed !== undefined && key.length === 1 ? placed : key
}

/** A sign such as `?` or `,`: which of them need Shift is the layout's affair. */
function isSign(key: string): boolean {
  return key === 'Plus' || (key.length === 1 && !/[a-z0-9]/i.test(key))
}

/** Whether a key writes something where a text is edited. */
export function isWriting(keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const isHeld = parts.some((part) => part === 'Mod' || part === 'Ctrl' || part === 'Meta' || part === 'Alt')
  return !isHeld && (key.length === 1 || key === 'Space' || key === 'Plus')
}

/** The keys in one spelling, so that two of them can be compared. */
export function normalKeys(keys: string): string {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  return [...MODIFIERS.filter((modifier) => parts.includes(modifier)), key.length === 1 ? key.toUpperCase() : key].join('+')
}

/** An action's keys: those that were chosen, else its usual ones. */
export function keysOf(action: Pick<Action, 'id' | 'keys'>, chosen: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return chosen[action.id] ?? action.keys?.[PLATFORM] ?? []
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Backspace: '⌫', Delete: '⌦', Enter: '⏎' }
const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Plus: '+' }

/** Keys as they stand on the keyboard: `Ctrl+Shift+C`, or `⇧⌘C` on a Mac. */
export function keysText(keys: string, platform: Platform = PLATFORM): string {
  const parts = keys.split('+')
  if (platform === 'mac')
    return macOrder(parts)
      .map((part) => MAC_SIGNS[part] ?? ARROWS[part] ?? part)
      .join('')
  return parts.map((part) => ARROWS[part] ?? windowsName(part)).join('+')
}

function macOrder(parts: readonly string[]): readonly string[] {
  const order = ['Ctrl', 'Alt', 'Shift', 'Mod']
  return [...order.filter((modifier) => parts.includes(modifier)), ...parts.filter((part) => !order.includes(part))]
}

function windowsName(part: string): string {
  switch (part) {
    case 'Mod':
    case 'Ctrl':
      return t('actions.keyCtrl')
    case 'Shift':
      return t('actions.keyShift')
    case 'Delete':
      return t('actions.keyDelete')
    case 'Escape':
      return t('actions.keyEscape')
    case 'Enter':
      return t('actions.keyEnter')
    case 'Space':
      return t('actions.keySpace')
    case 'Home':
      return t('actions.keyHome')
    case 'End':
      return t('actions.keyEnd')
    case 'PageUp':
      return t('actions.keyPageUp')
    case 'PageDown':
      return t('actions.keyPageDown')
    default:
      return part
  }
}
