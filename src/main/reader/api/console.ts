import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import { readSettings } from '../../store/journal/settings.ts'
import type { Reader } from '../reader.ts'

const { console, changed } = implement(readContract)

/** Tells windows what changed, until they stop listening. */
export function changedProcedure(reader: Reader) {
  return changed.handler(({ signal }) => reader.topics.subscribe(signal))
}

/** Answers what concerns the program itself. */
export function consoleRouter(reader: Reader) {
  return {
    about: console.about.handler(() => {
      const { version, practice, readOnly } = reader.config
      return { version, practice, readOnly: readOnly === null ? null : { holder: readOnly.holder }, keychain: reader.keychain }
    }),
    settings: console.settings.handler(() => readSettings(reader.journal)),
  }
}
