import { t } from '../../../../shared/language/language.ts'
import { fieldValues } from '../../../../shared/profile/field.ts'
import { TIME_FIELDS } from '../../../../shared/profile/time.ts'
import { type ApiProfile, connectorChoiceSchema } from '../../../../shared/profile.ts'
import type { Preview, PreviewRow } from '../../../../shared/profile-file.ts'
import type { DecodedSession } from '../connector.ts'
import { distinctRows } from '../repeats.ts'
import { shown } from '../shown.ts'
import { type CompiledFields, compileFields } from './compile.ts'
import { inputsOf } from './inputs.ts'
import type { Placed } from './placed.ts'
import { rowsReader } from './rows.ts'
import { placesOf } from './shape.ts'
import { timeReader } from './time.ts'
import { plainGetter } from './values.ts'

const MOST_ROWS = 50
const MOST_EXAMPLE = 60

/**
 * What a profile makes of one answer of its first list. Pure; what other requests would put beside the rows is not there. `now` is our
 * clock in epoch ms and `clockOffset` the server's minus ours, for times that are counted from it. Throws `bad-input` for a pattern or a
 * time zone that can't be used, and for a field that would show a secret.
 */
export function previewSample(profile: ApiProfile, json: unknown, clockOffset: number, now: number): Preview {
  const choice = connectorChoiceSchema.parse({ profileId: profile.id })
  const compiled = compileFields(profile, choice)
  const [list] = profile.lists
  if (list === undefined) return { ...NOTHING, problem: t('reading.noListInProfile') }
  const reader = rowsReader(list.rows, list.paging)
  const origin = { at: now + clockOffset, list: 1 }
  const placed = reader.place(json, list.set ?? null, origin)
  if (placed === null) return { ...NOTHING, problem: reader.misfit(json) }

  const { sessions, dropped, reasons } = compiled.decoder.decode(placed)
  const places = placesOf(fieldValues(compiled.fields.sessionId))
  return {
    rows: sessions.slice(0, MOST_ROWS).map(rowOf),
    decoded: sessions.length,
    dropped,
    reasons: [...reasons],
    duplicates: [...distinctRows(sessions).further.values()].reduce((count, further) => count + further.length, 0),
    emptyUsers: sessions.filter(({ user }) => user === null).length,
    unparsedTimes: unparsedTimes(profile, compiled, placed, origin.at),
    problem: sessions.length === 0 && dropped > 0 ? t('reading.noUsableId', { places }) : null,
  }
}

const NOTHING = {
  rows: [],
  decoded: 0,
  dropped: 0,
  reasons: [],
  duplicates: 0,
  emptyUsers: 0,
  unparsedTimes: [],
} satisfies Partial<Preview>

function rowOf({ raw: _raw, createdWithin: _within, ...row }: DecodedSession): PreviewRow {
  return row
}

function unparsedTimes(
  profile: ApiProfile,
  { fields, times }: CompiledFields,
  rows: readonly Placed[],
  at: number,
): Preview['unparsedTimes'] {
  const context = { inputs: inputsOf(profile, connectorChoiceSchema.parse({ profileId: profile.id })), now: () => at }
  return TIME_FIELDS.flatMap((field) => {
    const read = timeReader(times[field] ?? 'iso', context, field)
    const getters = fieldValues(fields[field]).map(plainGetter)
    const unread = rows.flatMap(({ row, beside }) => {
      const values = getters.map((get) => get(row, beside))
      const moments = values.map((value) => read(value, at))
      if (moments.some((moment) => moment !== null && Number.isFinite(moment))) return []
      return values.filter((_, index) => moments[index] !== null).slice(0, 1)
    })
    return unread.length === 0 ? [] : [{ field, rows: unread.length, example: exampleOf(unread[0]) }]
  })
}

function exampleOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return shown(text, MOST_EXAMPLE)
}
