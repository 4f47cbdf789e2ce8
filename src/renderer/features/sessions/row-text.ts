import type { SessionRow } from '../../../shared/session.ts'
import { dateTimeText } from '../../components/format.ts'
import { maskedSessionId } from './session-id.ts'

/**
 * A row for the clipboard: tab-separated, so that it falls into the cells of a sheet, with every fact that a ticket needs. Times are as on
 * screen, in this machine's clock: `clockOffset` is the server's minus ours, in ms.
 */
export function rowAsText(row: SessionRow, clockOffset: number): string {
  const when = (at: number | null) => (at === null ? '' : dateTimeText(at - clockOffset))
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
