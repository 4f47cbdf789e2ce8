import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { problemOf } from '../../api/problem-of.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { namesText } from '../../components/format.ts'
import { routeHref } from '../../components/hash-route.ts'
import { keepFocusInPage } from '../../components/keep-focus.ts'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { RichText } from '../../components/RichText.tsx'
import { clearFilters } from './filter/filter-text.ts'
import type { SessionsView } from './view-state.ts'

interface NothingToShowProps {
  readonly servers: readonly ServerView[]
  readonly isPending: boolean
  readonly error: unknown
  readonly view: SessionsView
  readonly total: number
}

/** Why the grid is empty, and what to do next. */
export function NothingToShow({ servers, isPending, error, view, total }: NothingToShowProps) {
  if (error) return <ProblemAlert problem={problemOf(error)} severity="warning" />
  if (isPending) return null
  if (servers.length === 0) return <NoServers />
  if (total > 0 && view.filter.trim() !== '') {
    return (
      <EmptyState title={t('filter.nothingMatches')} actions={<Button onClick={showAll}>{t('filter.showAll')}</Button>}>
        {t('filter.nothingMatchesWhy')}
      </EmptyState>
    )
  }
  const listing = servers.filter(({ capabilities }) => capabilities.list)
  if (listing.length === 0) return <NothingListed names={servers.map(({ server }) => server.name)} />
  const unread = listing.filter((view) => view.status.lastReadAt === null).map((view) => view.server.name)
  if (unread.length > 0) {
    return <EmptyState title={t('filter.nothingRead')}>{t('filter.nothingReadWhy', { names: namesText(unread) })}</EmptyState>
  }
  return <EmptyState title={t('filter.nobody')}>{t('filter.nobodyWhy')}</EmptyState>
}

function NothingListed({ names }: { readonly names: readonly string[] }) {
  return (
    <EmptyState
      title={t('filter.noList')}
      actions={
        <Button variant="contained" href={routeHref('servers')}>
          {t('filter.goToServers')}
        </Button>
      }
    >
      {t('filter.noListWhy', { names: namesText(names) })}
    </EmptyState>
  )
}

function showAll(): void {
  clearFilters()
  keepFocusInPage()
}

function NoServers() {
  return (
    <EmptyState
      title={t('filter.noServer')}
      actions={
        <Button variant="contained" href={routeHref('servers', { add: '1' })}>
          {t('filter.addServer')}
        </Button>
      }
    >
      <RichText id="filter.noServerWhy" tags={{ code: (parts) => <code>{parts}</code> }} />
    </EmptyState>
  )
}
