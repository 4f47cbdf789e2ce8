import type { Preview } from '../../../../shared/profile-file.ts'
import { countText, plural } from '../../../components/format.ts'
import { FIELD_WORDS } from '../server-words.ts'

/** What is doubtful about a preview, in sentences; nothing when all of it is sound. */
export function previewWarnings(preview: Preview): readonly string[] {
  const { problem, dropped, reasons, duplicates, emptyUsers, unparsedTimes, decoded } = preview
  if (problem !== null) return [problem]
  return [
    ...(decoded + dropped === 0
      ? ['There are no rows at this place. A server with nobody signed in answers so; try again when somebody is.']
      : []),
    ...(dropped > 0 ? [`${plural(dropped, 'row')} cannot be read: ${reasons.join('; ')}.`] : []),
    ...(duplicates > 0 ? [`${plural(duplicates, 'row')} share an id with another row. Choose a value that is different in each row.`] : []),
    ...(emptyUsers > 0
      ? [emptyUsers === decoded ? 'No row has a user.' : `${countText(emptyUsers)} of ${plural(decoded, 'row')} have no user.`]
      : []),
    ...unparsedTimes.map(
      ({ field, rows, example }) =>
        `${FIELD_WORDS[field]} cannot be read in ${plural(rows, 'row')}, for example “${example}”. Choose how it is written.`,
    ),
  ]
}

interface PreviewState {
  /** Nothing gives the ids of sessions yet. */
  readonly waits: boolean
  /** The answer is one page of several. */
  readonly firstPage: boolean
  /** The profile as it stands can't be used. */
  readonly refused: boolean
}

/** How much a preview shows, beside its heading; or why it shows nothing. */
export function previewWords(preview: Preview | null, { waits, firstPage, refused }: PreviewState): string | null {
  if (waits) return 'The rows show once it is known which value is the id of a session.'
  if (preview === null) return refused ? 'The rows show once what is marked above is corrected.' : null
  const { decoded, rows } = preview
  const count = decoded > rows.length ? `the first ${countText(rows.length)} of ${plural(decoded, 'session')}` : plural(decoded, 'session')
  return firstPage ? `${count}, of the first page alone` : count
}
