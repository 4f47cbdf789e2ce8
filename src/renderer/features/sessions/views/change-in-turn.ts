import type { Settings, SettingsChange } from '../../../../shared/settings.ts'

/** Where the settings are kept. */
export interface SettingsStore {
  /** As they are now, whoever changed them last. */
  readonly read: () => Promise<Settings>
  readonly write: (change: SettingsChange) => Promise<unknown>
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Changes settings that are kept as a whole, such as the list of views: each change is worked out from what all changes before it have left,
 * those of other windows too. Gives false when there is nothing to change; throws when the settings can be neither read nor written.
 */
export function changeInTurn(store: SettingsStore, changeOf: (settings: Settings) => SettingsChange | null): Promise<boolean> {
  const mine = last.then(async () => {
    const change = changeOf(await store.read())
    if (change === null) return false
    await store.write(change)
    return true
  })
  last = mine.catch(() => undefined)
  return mine
}
