import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { changeInTurn } from '../../../../../src/renderer/features/sessions/views/change-in-turn.ts'
import { withMovedView, withView } from '../../../../../src/renderer/features/sessions/views/view-list.ts'
import { changedSettings, type Settings, type SettingsChange, settingsSchema } from '../../../../../src/shared/settings.ts'
import { viewSchema } from '../../../../../src/shared/view.ts'

const view = (id: string) => viewSchema.parse({ id, name: id })

/** Settings that take a while to be read and written. */
function slowSettings() {
  const kept: { settings: Settings } = { settings: settingsSchema.parse({ views: [view('one')], viewOrder: ['one'] }) }
  const read = async () => {
    await wait(2)
    return kept.settings
  }
  const write = async (change: SettingsChange) => {
    await wait(2)
    kept.settings = changedSettings(kept.settings, change)
  }
  return { kept, store: { read, write } }
}

describe('changes of views', () => {
  it('that come one right after the other are all made', async () => {
    const { kept, store } = slowSettings()
    const moves = [1, 1, 1].map(() => changeInTurn(store, (settings) => withMovedView(settings, 'one', 1)))
    expect(await Promise.all(moves)).toEqual([true, true, true])
    expect(kept.settings.viewOrder.indexOf('one')).toBe(3)
  })

  it('leave what another window saved meanwhile', async () => {
    const { kept, store } = slowSettings()
    kept.settings = changedSettings(kept.settings, withView(kept.settings, view('theirs')))
    await changeInTurn(store, (settings) => withView(settings, view('ours')))
    expect(kept.settings.views.map(({ id }) => id)).toEqual(['one', 'theirs', 'ours'])
  })

  it('are made also after one that failed, which says so', async () => {
    const { kept, store } = slowSettings()
    const failing = { ...store, write: () => Promise.reject(new Error('disk full')) }
    const failed = changeInTurn(failing, (settings) => withView(settings, view('two')))
    const nothing = changeInTurn(store, () => null)
    const made = changeInTurn(store, (settings) => withView(settings, view('three')))
    await expect(failed).rejects.toThrow('disk full')
    expect([await nothing, await made]).toEqual([false, true])
    expect(kept.settings.views.map(({ id }) => id)).toEqual(['one', 'three'])
  })
})
