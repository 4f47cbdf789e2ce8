import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import { useId } from 'react'
import { hasClause, toggleClause } from '../../../shared/filter/write.ts'
import { t } from '../../../shared/language/language.ts'
import type { GridSummary } from '../../../shared/session.ts'
import { countText } from '../../components/format.ts'
import { useStore } from '../../components/store.ts'
import type { ServerFacts } from './server-facts.ts'
import { changeView, viewStore } from './view-state.ts'

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
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, alignItems: 'baseline', minHeight: 40, px: 2, pt: 0.75 }}>
      <Tile label={t('selection.activeUsers')} tally={tally(summary.servers, facts, 'users')} staleServers={staleServers} />
      <Tile label={t('selection.activeSessions')} tally={tally(summary.servers, facts, 'sessions')} staleServers={staleServers} />
      <ManyAddressesTile users={summary.manyAddresses} />
    </Box>
  )
}

const TILE = { display: 'flex', alignItems: 'baseline', gap: 1, whiteSpace: 'nowrap' } as const
const FIGURE = { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.2 } as const

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
    <Box role="group" aria-labelledby={labelId} sx={TILE}>
      <Box component="span" id={labelId} sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="span" sx={FIGURE}>
        {countText(now)}
      </Box>
      {old > 0 ? (
        <Box component="span" sx={{ color: 'warning.main' }}>
          {t('selection.andOld', { count: old, servers: staleServers })}
        </Box>
      ) : null}
    </Box>
  )
}

const MANY_ADDRESSES = 'addresses>1'

/** Users who are signed in from more than one address: pressing it shows them, each with their sessions, and pressing it again everybody. */
function ManyAddressesTile({ users }: { readonly users: number }) {
  const { filter } = useStore(viewStore)
  const isShown = hasClause(filter, MANY_ADDRESSES)
  const toggle = () =>
    changeView({
      filter: toggleClause(filter, MANY_ADDRESSES),
      group: isShown ? null : 'user',
      groupsOpen: !isShown,
      groupsExcept: [],
    })
  return (
    <ButtonBase
      aria-pressed={isShown}
      title={isShown ? t('selection.manyAddressesShown') : t('selection.manyAddressesHint')}
      onClick={toggle}
      sx={{ ...TILE, px: 1, ml: -1, borderRadius: 1, fontSize: 'inherit', '&:hover': { bgcolor: 'action.hover' } }}
    >
      <Box component="span" sx={{ color: isShown ? 'primary.main' : 'text.secondary' }}>
        {t('selection.manyAddresses')}
      </Box>
      <Box component="span" sx={FIGURE}>
        {countText(users)}
      </Box>
    </ButtonBase>
  )
}
