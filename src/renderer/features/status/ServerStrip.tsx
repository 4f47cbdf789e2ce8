import Box from '@mui/material/Box'
import { useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { isStale, type ServerState, type ServerView } from '../../../shared/server.ts'
import { useEngineProblem, useServers } from '../../api/hooks.ts'
import { routeHref } from '../../components/hash-route.ts'
import { useServerStates } from '../../components/server-states.ts'
import { useFitting } from '../../components/use-fitting.ts'
import { RefreshButton } from './RefreshButton.tsx'
import { ServerButton } from './ServerButton.tsx'
import { ServerPopover } from './ServerPopover.tsx'
import { MOST_IN_STRIP, stripOrder } from './strip-order.ts'

interface ServerStripProps {
  /** Shows this server's sessions only. */
  readonly onShowOnly: (serverName: string) => void
}

/** All servers in one line: icon, word, age. Those in trouble come first when there are too many; the rest is a count. */
export function ServerStrip({ onShowOnly }: ServerStripProps) {
  const { servers } = useServers()
  const states = useServerStates(servers, useEngineProblem() !== null)
  const { list, fitting } = useFitting<HTMLUListElement>(Math.min(servers.length, MOST_IN_STRIP), GAP_PX)
  const [open, setOpen] = useState<{ serverId: string; anchor: HTMLElement } | null>(null)
  if (servers.length === 0) return null
  const stateOf = (view: ServerView): ServerState => states.get(view.server.id) ?? 'never read'
  const ordered = stripOrder(servers, stateOf, fitting === servers.length)
  const rest = ordered.slice(fitting)
  const opened = servers.find((view) => view.server.id === open?.serverId)
  return (
    <Box
      component="section"
      aria-label={t('status.servers')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        px: 1,
        height: 36,
        flex: 'none',
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: 'background.default',
      }}
    >
      <Box component="ul" ref={list} sx={ONE_LINE}>
        {ordered.slice(0, MOST_IN_STRIP).map((view, index) => (
          <li key={view.server.id} style={index < fitting ? undefined : OUT_OF_SIGHT}>
            <ServerButton view={view} state={stateOf(view)} onOpen={(anchor) => setOpen({ serverId: view.server.id, anchor })} />
          </li>
        ))}
        {rest.length > 0 ? (
          <Box component="li" sx={{ order: 1, lineHeight: '28px', whiteSpace: 'nowrap', px: 1 }}>
            <Box component="a" href={routeHref('servers')} sx={{ color: 'text.secondary' }}>
              {restWords(rest, stateOf)}
            </Box>
          </Box>
        ) : null}
      </Box>
      <RefreshButton servers={servers} />
      <ServerPopover
        view={opened}
        state={opened ? stateOf(opened) : 'never read'}
        anchor={open?.anchor ?? null}
        onClose={() => setOpen(null)}
        onShowOnly={onShowOnly}
      />
    </Box>
  )
}

const GAP_PX = 4

/** What does not fit wraps below the line, after what stands for it. */
const OUT_OF_SIGHT = { order: 2, visibility: 'hidden' } as const

const ONE_LINE = {
  display: 'flex',
  flexWrap: 'wrap',
  flex: '1 1 auto',
  gap: `${GAP_PX}px`,
  height: 28,
  overflow: 'hidden',
  listStyle: 'none',
  m: 0,
  p: 0,
  minWidth: 0,
  '& > li': { maxWidth: 1 },
} as const

function restWords(rest: readonly ServerView[], stateOf: (view: ServerView) => ServerState): string {
  const stale = rest.filter((view) => isStale(stateOf(view))).length
  if (stale === 0) return t('status.more', { count: rest.length })
  if (stale === rest.length) return t('status.moreStale', { count: rest.length })
  return t('status.moreSomeStale', { count: rest.length, stale })
}
