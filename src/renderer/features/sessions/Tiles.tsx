import Box from '@mui/material/Box'
import { useId } from 'react'
import type { GridSummary } from '../../../shared/session.ts'
import { countText } from '../../components/format.ts'
import type { ServerFacts } from './server-facts.ts'

interface Tally {
  readonly now: number
  readonly old: number
}

/** Sums a count over the servers, what is known to be true apart from what is old. */
function tally(servers: GridSummary['servers'], facts: ReadonlyMap<string, ServerFacts>, of: 'users' | 'sessions'): Tally {
  let now = 0
  let old = 0
  for (const server of servers) {
    if (facts.get(server.serverId)?.stale ?? true) old += server[of]
    else now += server[of]
  }
  return { now, old }
}

interface TilesProps {
  readonly summary: GridSummary | undefined
  readonly facts: ReadonlyMap<string, ServerFacts>
}

/** How many there are, never a silent sum of what is true and what is old. Two devices are one user and two sessions. */
export function Tiles({ summary, facts }: TilesProps) {
  if (summary === undefined) return <Box sx={{ height: 40 }} />
  const staleServers = summary.servers.filter((server) => server.sessions > 0 && (facts.get(server.serverId)?.stale ?? true)).length
  return (
    <Box sx={{ display: 'flex', gap: 4, alignItems: 'baseline', height: 40, px: 2, pt: 0.75 }}>
      <Tile label="Active users" tally={tally(summary.servers, facts, 'users')} staleServers={staleServers} />
      <Tile label="Active sessions" tally={tally(summary.servers, facts, 'sessions')} staleServers={staleServers} />
    </Box>
  )
}

function Tile({
  label,
  tally: { now, old },
  staleServers,
}: {
  readonly label: string
  readonly tally: Tally
  readonly staleServers: number
}) {
  const labelId = useId()
  return (
    <Box role="group" aria-labelledby={labelId} sx={{ display: 'flex', alignItems: 'baseline', gap: 1, whiteSpace: 'nowrap' }}>
      <Box component="span" id={labelId} sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="span" sx={{ fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.2 }}>
        {countText(now)}
      </Box>
      {old > 0 ? (
        <Box component="span" sx={{ color: 'warning.main' }}>
          + {countText(old)} from {staleServers} stale
        </Box>
      ) : null}
    </Box>
  )
}
