import type { SessionRow } from '../../../shared/session.ts'
import { dateTimeText } from '../../components/format.ts'
import { maskedSessionId } from './session-id.ts'

const when = (at: number | null) => (at === null ? '' : dateTimeText(at))

/** A row for the clipboard: tab-separated, so that it falls into the cells of a sheet, with every fact that a ticket needs. */
export function rowAsText(row: SessionRow): string {
  return [
    row.user ?? '',
    row.serverName,
    row.type ?? '',
    row.address ?? '',
    row.agentWords ?? row.userAgent ?? '',
    when(row.createdAt),
    when(row.lastActiveAt),
    when(row.expiresAt),
    maskedSessionId(row.sessionId),
  ]
    .map((cell) => cell.replace(/[\t\r\n]/g, ' '))
    .join('\t')
}
