import { RollcallError } from '../../../../shared/errors.ts'
import type { FieldValue } from '../../../../shared/profile/field.ts'
import type { TimeField } from '../../../../shared/profile/time.ts'
import { shown } from '../shown.ts'

const NEXT = 'Look at an answer with “Map fields” and choose where this field is, or correct it in the profile.'

/** The error for rows of which none gives an id: names the field and where it was looked for. */
export function missingIds(serverName: string, values: readonly FieldValue[], reasons: readonly string[]): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: `${serverName} answered while reading its sessions, but no row has anything usable at ${placesOf(values)} (sessionId).`,
    next: NEXT,
    technical: reasons.slice(0, 3).join(' '),
  })
}

/** The error for a time that was understood before and is not any more. */
export function missingTime(serverName: string, field: TimeField, values: readonly FieldValue[]): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: `${serverName} answered while reading its sessions, but no row’s time at ${placesOf(values)} (${field}) can be read any more.`,
    next: NEXT,
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
  return places.length === 0 ? 'any place, for none is mapped' : places.map((place) => shown(place, 60)).join(', ')
}
