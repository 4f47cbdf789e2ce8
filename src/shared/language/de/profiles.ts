import type { profiles as english } from '../en/profiles.ts'
import type { Translation } from '../translation.ts'

export const profiles: Translation<typeof english> = {
  leer: 'x',
}
