import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { FieldValue } from '../../../../shared/profile/field.ts'
import type { TimeField } from '../../../../shared/profile/time.ts'
import { shown } from '../shown.ts'

/** The error for rows of which none gives an id: names the field and where it was looked for. `reasons` are in English. */
export function missingIds(serverName: string, values: readonly FieldValue[], reasons: readonly string[]): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: t('reading.noIds', { server: serverName, places: placesOf(values) }),
    next: t('reading.fieldNext'),
    technical: reasons.slice(0, 3).join(' '),
  })
}

/** The error for a time that was understood before and is not any more. */
export function missingTime(serverName: string, field: TimeField, values: readonly FieldValue[]): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: t('reading.noTimes', { server: serverName, places: placesOf(values), field }),
    next: t('reading.fieldNext'),
  })
}

/** Where a value is looked for, in words for a message. */
export function placesOf(values: readonly FieldValue[]): string {
  const places = values.map((value) => {
    if (typeof value === 'string') return value
    if ('path' in value) return value.path
    if ('template' in value) return value.template
    return 'values' in value ? value.values : value.text
  })
  return places.length === 0 ? t('reading.anyPlace') : places.map((place) => shown(place, 60)).join(', ')
}
