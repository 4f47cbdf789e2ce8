import type { common as english } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  sessionCount: '{count, plural, one {# Sitzung} other {# Sitzungen}}',
}
