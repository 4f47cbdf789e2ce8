import type { journal as english } from '../en/journal.ts'
import type { Translation } from '../translation.ts'

export const journal: Translation<typeof english> = {
  leer: 'x',
}
