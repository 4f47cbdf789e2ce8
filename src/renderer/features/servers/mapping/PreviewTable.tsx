import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { visibleString } from '../../../../renderer/components/visible-text.ts'
import type { Problem, Reason } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { SESSION_FIELDS, type SessionField } from '../../../../shared/profile/field.ts'
import type { Preview, PreviewRow } from '../../../../shared/profile-file.ts'
import { dateTimeText, UNKNOWN } from '../../../components/format.ts'
import { fieldWord } from '../server-words.ts'
import { previewWarnings, previewWords } from './preview-words.ts'
import { ReasonList } from './ReasonList.tsx'

interface PreviewTableProps {
  readonly preview: Preview | null
  /** Why there is none: the profile as it stands is not a good one. */
  readonly problem: Problem | null
  /** What of the problem has no field on the screen where it could be said. */
  readonly reasons: readonly Reason[]
  /** Nothing gives the ids of sessions yet. */
  readonly waits: boolean
  /** The answer is one page of several. */
  readonly firstPage: boolean
  readonly mapped: readonly SessionField[]
}

/** The rows as they will stand in the list of sessions, and what is doubtful about them. */
export function PreviewTable({ preview, problem, reasons, waits, firstPage, mapped }: PreviewTableProps) {
  const columns = SESSION_FIELDS.filter((field) => mapped.includes(field))
  const warnings = preview === null ? [] : previewWarnings(preview)
  return (
    <Box component="section" aria-label={t('mapping.preview')} sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, gap: 0.75 }}>
      <Box role="status" sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
        <Box component="h3" sx={{ m: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
          {t('mapping.preview')}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>{previewWords(preview, { waits, firstPage, refused: problem !== null })}</Box>
      </Box>
      {problem !== null && (reasons.length > 0 || problem.reasons === undefined) ? (
        <Alert severity="warning" role="note" sx={{ flex: 'none' }}>
          {problem.message}
          <ReasonList reasons={reasons} />
        </Alert>
      ) : null}
      {warnings.length > 0 ? (
        <Alert severity="warning" role="note" sx={{ flex: 'none', maxHeight: 96, overflow: 'auto' }}>
          {warnings.map((warning) => (
            <Box key={warning}>{warning}</Box>
          ))}
        </Alert>
      ) : null}
      <Box sx={{ overflow: 'auto', minHeight: 0, border: 1, borderColor: 'divider', borderRadius: 1, flex: 1 }}>
        <Table stickyHeader aria-label={t('mapping.previewTable')} sx={{ '& th, & td': { px: 1, py: 0.5, whiteSpace: 'nowrap' } }}>
          <TableHead>
            <TableRow>
              {columns.map((field) => (
                <TableCell key={field}>{fieldWord(field)}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {(preview?.rows ?? []).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer may share an id, and only their order tells them apart
              <TableRow key={`${index} ${row.sessionId}`}>
                {columns.map((field) => (
                  <TableCell key={field} className="tabular" sx={{ maxWidth: 260, overflow: 'hidden', textOverflow: 'ellipsis' }}>
                    <bdi>{cellText(row, field)}</bdi>
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  )
}

function cellText(row: PreviewRow, field: SessionField): string {
  const value = row[field]
  if (value === null) return UNKNOWN
  if (typeof value === 'boolean') return t(value ? 'mapping.yes' : 'mapping.no')
  return typeof value === 'number' ? dateTimeText(value) : visibleString(value)
}
