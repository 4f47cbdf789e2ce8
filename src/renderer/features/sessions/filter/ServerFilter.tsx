import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { ServerView } from '../../../../shared/server.ts'
import type { GridSummary } from '../../../../shared/session.ts'
import { CheckMenuItem } from '../../../components/CheckMenuItem.tsx'
import { countText } from '../../../components/format.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { setFilter } from './filter-text.ts'
import { chooseValues, chosenValues, isSame, toggled } from './quick-filters.ts'

/** More than a glance takes in: such a list can be searched. */
const MOST_AT_A_GLANCE = 12
/** More are found by their names. */
const MOST_LISTED = 100

interface ServerFilterProps {
  readonly text: string
  readonly servers: readonly ServerView[]
  readonly summary: GridSummary | undefined
}

/** Which servers' sessions are shown. */
export function ServerFilter({ text, servers, summary }: ServerFilterProps) {
  const [sought, setSought] = useState('')
  const chosen = chosenValues(text, 'server')
  const sessionsOf = new Map(summary?.servers.map((server) => [server.serverId, server.sessions]))
  const isMany = servers.length > MOST_AT_A_GLANCE
  const listed = servers.filter(({ server }) => !isMany || server.name.toLowerCase().includes(sought.toLowerCase())).slice(0, MOST_LISTED)
  return (
    <FilterMenu
      label={t('filter.server')}
      chosen={chosenWords(chosen)}
      {...(isMany ? { top: <SearchField value={sought} onChange={setSought} /> } : {})}
    >
      {listed.map(({ server }) => (
        <CheckMenuItem
          key={server.id}
          checked={chosen.some((name) => isSame(name, server.name))}
          label={visibleString(server.name)}
          note={countText(sessionsOf.get(server.id) ?? 0)}
          onToggle={() => setFilter(chooseValues(text, 'server', toggled(chosen, server.name)))}
        />
      ))}
      <CheckMenuItem
        checked={chosen.length === 0}
        label={t('filter.all')}
        onToggle={() => setFilter(chooseValues(text, 'server', []))}
        divided
      />
    </FilterMenu>
  )
}

/** The only value, or how many there are; null for none. */
function chosenWords(chosen: readonly string[]): string | null {
  const [only, second] = chosen
  if (only === undefined) return null
  return second === undefined ? visibleString(only) : t('filter.chosen', { count: chosen.length })
}

function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <Box sx={{ p: 1, pb: 0 }}>
      <TextField
        autoFocus
        fullWidth
        value={value}
        placeholder={t('filter.findServer')}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          event.currentTarget.closest('[role="dialog"]')?.querySelector<HTMLElement>('[role="menuitemcheckbox"]')?.focus()
        }}
        slotProps={{ htmlInput: { 'aria-label': t('filter.findServer'), autoComplete: 'off', spellCheck: false } }}
      />
    </Box>
  )
}
