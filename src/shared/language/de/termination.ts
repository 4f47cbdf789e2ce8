import type { termination as english } from '../en/termination.ts'
import type { Translation } from '../translation.ts'

export const termination: Translation<typeof english> = {
  leer: 'x',
}
