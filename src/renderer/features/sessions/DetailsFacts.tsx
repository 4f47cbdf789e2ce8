import type { ReactNode } from 'react'
import type { SessionDetails } from '../../../shared/session.ts'
import { MomentAndAge } from '../../components/AgeText.tsx'
import { Fact } from '../../components/FactList.tsx'
import { dateTimeText } from '../../components/format.ts'
import { IdleTimeCell, SessionTimeCell } from './SessionCells.tsx'
import { useServerFacts } from './server-facts.ts'
import { maskedSessionId } from './session-id.ts'
import { momentHint } from './time-text.ts'

/** The mapped facts of a session, in the order in which a caller is asked about them. */
export function sessionFacts({ row, firstSeenAt }: SessionDetails): ReactNode {
  return (
    <>
      <Fact name="Name" value={row.displayName} />
      <Fact name="E-mail" value={row.email} />
      <Fact name="User ID" value={row.userId} />
      <Fact name="Account" value={row.account} />
      <Fact name="Type" value={row.type} />
      <Fact name="Server name" value={row.node} />
      <Fact name="Address" value={row.address} />
      <Fact name="User agent" value={row.agentWords ?? row.userAgent} />
      <Fact name="As sent" value={row.agentWords === null ? null : row.userAgent} />
      <Fact name="Project" value={row.project} />
      <Fact name="Organisation" value={row.organisation} />
      <Fact name="Session time" value={row.createdAt === null ? null : <SessionTimeCell row={row} />} />
      <Fact name="Idle time" value={row.lastActiveAt === null ? null : <IdleTimeCell row={row} />} />
      <Fact name="Created" value={row.createdAt === null ? null : <Moment at={row.createdAt} serverId={row.serverId} />} />
      <Fact name="Last active" value={row.lastActiveAt === null ? null : <Moment at={row.lastActiveAt} serverId={row.serverId} />} />
      <Fact name="Expires" value={row.expiresAt === null ? null : <Moment at={row.expiresAt} serverId={row.serverId} />} />
      <Fact name="First seen" value={dateTimeText(firstSeenAt)} />
      <Fact name="As of" value={<MomentAndAge at={row.readAt} />} />
      <Fact name="Session ID" value={maskedSessionId(row.sessionId)} />
    </>
  )
}

function Moment({ at, serverId }: { readonly at: number; readonly serverId: string }) {
  const { clockOffset } = useServerFacts(serverId)
  return <span title={momentHint(at, clockOffset)}>{dateTimeText(at - clockOffset)}</span>
}
