import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { read } from '../../api/clients.ts'
import { useServers } from '../../api/hooks.ts'
import { problemOf } from '../../api/problem-of.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx'
import { useTermination } from '../termination/TerminationProvider.tsx'
import { ChainCheck } from './ChainCheck.tsx'
import { EntryTable } from './EntryTable.tsx'
import { RunTable } from './RunTable.tsx'
import { type JournalPageState, useJournalPage } from './use-journal-page.ts'

const VIEWS = ['entries', 'runs'] as const

/** The page *Journal*: everything Rollcall did, newest first, and the runs with their numbers. */
export function JournalPage() {
  const [shown, setShown] = useState<(typeof VIEWS)[number]>('entries')
  const choice = (
    <SegmentedChoice
      aria-label={t('journal.shown')}
      value={shown}
      options={VIEWS.map((view) => ({ value: view, label: t(`journal.${view}`) }))}
      onChange={setShown}
    />
  )
  return (
    <PageFrame title={t('journal.title')} actions={<ChainCheck />}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, flex: 1, minHeight: 0 }}>
        {shown === 'entries' ? <Entries choice={choice} /> : <Runs choice={choice} />}
      </Box>
    </PageFrame>
  )
}

function Entries({ choice }: { readonly choice: ReactNode }) {
  const { servers } = useServers()
  const { showRun } = useTermination()
  const [search, setSearch] = useState('')
  const [serverId, setServerId] = useState('')
  const page = useJournalPage({ search: search.trim(), serverId: serverId === '' ? undefined : serverId })
  const isFiltered = search.trim() !== '' || serverId !== ''
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {choice}
        <SearchBox label={t('journal.search')} value={search} onSearch={setSearch} />
        <TextField
          select
          value={serverId}
          onChange={(event) => setServerId(event.target.value)}
          slotProps={{ select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': t('journal.server') } } }}
          sx={{ minWidth: 180, '& .MuiInputBase-root': { height: 30 } }}
        >
          <MenuItem value="">{t('journal.allServers')}</MenuItem>
          {servers.map(({ server }) => (
            <MenuItem key={server.id} value={server.id}>
              {server.name}
            </MenuItem>
          ))}
        </TextField>
        <Pager page={page} />
      </Box>
      {page.error ? <ProblemAlert problem={problemOf(page.error)} /> : null}
      {page.total === 0 && !page.isPending && !page.error ? (
        <EmptyState title={t(isFiltered ? 'journal.noMatch' : 'journal.empty')}>
          {t(isFiltered ? 'journal.noMatchNext' : 'journal.emptyAbout')}
        </EmptyState>
      ) : (
        <Box sx={{ overflow: 'auto', flex: 1, minHeight: 0, mx: -2, px: 2, opacity: page.isOld ? 0.6 : 1 }}>
          <EntryTable entries={page.entries} onShowRun={showRun} />
        </Box>
      )}
    </>
  )
}

function Pager({ page }: { readonly page: JournalPageState }) {
  const last = page.first + page.entries.length - 1
  return (
    <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <Box className="tabular" sx={{ color: 'text.secondary', mr: 1 }}>
        {page.total === 0 ? null : t('journal.range', { first: page.first, last, total: page.total })}
      </Box>
      <Button disabled={page.newest === null} onClick={() => page.newest?.()}>
        {t('journal.newest')}
      </Button>
      <Button disabled={page.newer === null} onClick={() => page.newer?.()}>
        {t('journal.newer')}
      </Button>
      <Button disabled={page.older === null} onClick={() => page.older?.()}>
        {t('journal.older')}
      </Button>
    </Box>
  )
}

function Runs({ choice }: { readonly choice: ReactNode }) {
  const { showRun } = useTermination()
  const { data, error } = useQuery(read.terminations.list.queryOptions({ input: { limit: 200 } }))
  return (
    <>
      <Box>{choice}</Box>
      {error ? <ProblemAlert problem={problemOf(error)} /> : null}
      {data?.length === 0 ? <EmptyState title={t('journal.noRuns')}>{t('journal.noRunsAbout')}</EmptyState> : null}
      {data && data.length > 0 ? (
        <Box sx={{ overflow: 'auto', flex: 1, minHeight: 0, mx: -2, px: 2 }}>
          <RunTable runs={data} onShowRun={showRun} />
        </Box>
      ) : null}
    </>
  )
}
