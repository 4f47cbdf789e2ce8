import type { common as english } from '../en/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  sessionCount: '{count, plural, one {# Sitzung} other {# Sitzungen}}',
  moreNames: '{count} weitere',
  seconds: '{count} s',
  minutes: '{count} min',
  hours: '{hours} h',
  hoursAndMinutes: '{hours} h {minutes} min',
  days: '{count, plural, one {# Tag} other {# Tage}}',
}
