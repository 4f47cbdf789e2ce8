import { t } from '../../../../shared/language/language.ts'
import type { ProfileFile } from '../../../../shared/profile-file.ts'
import { namesText } from '../../../components/format.ts'
import { freeId } from '../profiles/profile-texts.ts'

/** Another profile that has the chosen id. */
export interface TakenId {
  readonly isBuiltIn: boolean
  /** Who has it, and what becomes of the servers that use it. */
  readonly words: string
  /** One that nobody has. */
  readonly free: string
}

/** What is said of an id that a profile has already. `servers`: the names of those that use it; `ids`: all that are taken. */
export function takenId(
  profile: Pick<ProfileFile, 'id' | 'name' | 'origin'>,
  servers: readonly string[],
  ids: ReadonlySet<string>,
): TakenId {
  const isBuiltIn = profile.origin === 'built-in'
  return { isBuiltIn, words: wordsOf(profile.name, isBuiltIn, servers), free: freeId(profile.id, ids) }
}

function wordsOf(name: string, isBuiltIn: boolean, servers: readonly string[]): string {
  if (isBuiltIn) return t('mapping.takenBuiltIn', { name })
  if (servers.length === 0) return t('mapping.takenUnused', { name })
  return t('mapping.takenUsed', { name, servers: namesText(servers), count: servers.length })
}
