import { t } from '../../../../shared/language/language.ts'
import type { Preview } from '../../../../shared/profile-file.ts'
import { countText } from '../../../components/format.ts'
import { fieldWord } from '../server-words.ts'

/** What is doubtful about a preview, in sentences; nothing when all of it is sound. */
export function previewWarnings(preview: Preview): readonly string[] {
  const { problem, dropped, reasons, duplicates, emptyUsers, unparsedTimes, decoded } = preview
  if (problem !== null) return [problem]
  return [
    ...(decoded + dropped === 0 ? [t('mapping.previewNoRows')] : []),
    ...(dropped > 0 ? [t('mapping.previewDropped', { count: dropped, reasons: reasons.join('; ') })] : []),
    ...(duplicates > 0 ? [t('mapping.previewDuplicates', { count: duplicates })] : []),
    ...(emptyUsers > 0
      ? [
          emptyUsers === decoded
            ? t('mapping.previewNoUser')
            : t('mapping.previewSomeUsers', { empty: countText(emptyUsers), count: decoded }),
        ]
      : []),
    ...unparsedTimes.map(({ field, rows, example }) => t('mapping.previewTimes', { field: fieldWord(field), count: rows, example })),
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
  if (waits) return t('mapping.previewWaits')
  if (preview === null) return refused ? t('mapping.previewRefused') : null
  const { decoded, rows } = preview
  const words =
    decoded > rows.length
      ? t('mapping.previewFirst', { shown: countText(rows.length), count: decoded })
      : t('mapping.previewCount', { count: decoded })
  return firstPage ? t('mapping.previewOfPage', { words }) : words
}
