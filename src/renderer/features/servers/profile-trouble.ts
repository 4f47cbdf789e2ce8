import type { Reason } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { ProfileFile } from '../../../shared/profile-file.ts'
import type { CatalogueEntry, Server } from '../../../shared/server.ts'

/** Why nothing can be asked of a server: nobody says how, because its profile can't be used. */
export interface ProfileTrouble {
  readonly message: string
  readonly next: string
  /** All that is wrong with its file; none where there is no file. */
  readonly reasons: readonly Reason[]
}

/** What is wrong with the profile of a server; null for a good one. `files`: the profiles as files, the refused ones too. */
export function profileTrouble(
  { name, connector }: Pick<Server, 'name' | 'connector'>,
  systems: readonly Pick<CatalogueEntry, 'id'>[],
  files: readonly Pick<ProfileFile, 'id' | 'file' | 'problems'>[],
): ProfileTrouble | null {
  const { profileId } = connector
  if (systems.some(({ id }) => id === profileId)) return null
  const refused = files.find(({ id, problems }) => id === profileId && problems.length > 0)
  if (refused === undefined) {
    return {
      message: t('systems.profileGone', { server: name, profile: profileId }),
      next: t('systems.profileGoneNext'),
      reasons: [],
    }
  }
  return {
    message: t('systems.profileRefused', { server: name, file: refused.file ?? `${profileId}.json` }),
    next: t('systems.profileRefusedNext'),
    reasons: refused.problems,
  }
}
