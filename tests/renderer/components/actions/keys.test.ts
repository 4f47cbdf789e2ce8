import { describe, expect, it } from 'vitest'
import { isWriting, keysText, normalKeys, type Press, pressedKey } from '../../../../src/renderer/components/actions/keys.ts'

function press(key: string, held: Partial<Press> & { altGraph?: boolean } = {}): Press {
  const { altGraph = false, ...rest } = held
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: () => altGraph,
    ...rest,
  }
}

describe('a pressed key', () => {
  it('is Ctrl on Windows and Command on a Mac', () => {
    expect(pressedKey(press('k', { ctrlKey: true }), 'windows')).toBe('Mod+K')
    expect(pressedKey(press('k', { metaKey: true }), 'mac')).toBe('Mod+K')
    expect(pressedKey(press('k', { ctrlKey: true }), 'mac')).toBe('Ctrl+K')
    expect(pressedKey(press('k', { metaKey: true }), 'windows')).toBe('Meta+K')
  })

  it('counts Shift for letters and named keys, and not for signs, which need it on some keyboards only', () => {
    expect(pressedKey(press('C', { ctrlKey: true, shiftKey: true }), 'windows')).toBe('Mod+Shift+C')
    expect(pressedKey(press('F6', { shiftKey: true }), 'windows')).toBe('Shift+F6')
    expect(pressedKey(press('?', { shiftKey: true }), 'windows')).toBe('?')
    expect(pressedKey(press('?'), 'windows')).toBe('?')
    expect(pressedKey(press('+', { ctrlKey: true, shiftKey: true }), 'windows')).toBe('Mod+Plus')
  })

  it('is told by its place where the layout writes other letters, or digits behind Shift', () => {
    expect(pressedKey(press('л', { ctrlKey: true, code: 'KeyK' }), 'windows')).toBe('Mod+K')
    expect(pressedKey(press('&', { ctrlKey: true, code: 'Digit1' }), 'windows')).toBe('Mod+1')
    expect(pressedKey(press('å', { altKey: true, code: 'KeyA' }), 'mac')).toBe('Alt+A')
  })

  it('is what AltGr writes, not the Ctrl and Alt that Windows reports with it', () => {
    const at = press('@', { ctrlKey: true, altKey: true, altGraph: true, code: 'KeyQ' })
    expect(pressedKey(at, 'windows')).toBe('@')
  })

  it('is nothing while only a modifier is held or half an accent is written', () => {
    expect(pressedKey(press('Control', { ctrlKey: true }), 'windows')).toBeNull()
    expect(pressedKey(press('Dead'), 'windows')).toBeNull()
  })
})

describe('keys', () => {
  it('write text unless a command key is held or they have a name', () => {
    expect(['?', 'Shift+A', 'Space', 'Plus'].map(isWriting)).toEqual([true, true, true, true])
    expect(['Mod+A', 'Alt+A', 'F1', 'Delete'].map(isWriting)).toEqual([false, false, false, false])
  })

  it('have one spelling, whatever the order of their modifiers', () => {
    expect(normalKeys('Shift+Mod+c')).toBe('Mod+Shift+C')
    expect(normalKeys('Delete')).toBe('Delete')
  })

  it('stand as on the keyboard of each system', () => {
    expect(keysText('Mod+Shift+C', 'windows')).toBe('Ctrl+Shift+C')
    expect(keysText('Mod+Shift+C', 'mac')).toBe('⇧⌘C')
    expect(keysText('Mod+Backspace', 'mac')).toBe('⌘⌫')
    expect(keysText('Alt+ArrowLeft', 'windows')).toBe('Alt+←')
  })
})
