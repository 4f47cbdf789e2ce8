import Button from '@mui/material/Button'
import type { ServerView } from '../../../shared/server.ts'
import { problemOf } from '../../api/problem-of.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { namesText } from '../../components/format.ts'
import { routeHref } from '../../components/hash-route.ts'
import { keepFocusInPage } from '../../components/keep-focus.ts'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
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
      <EmptyState title="No session matches" actions={<Button onClick={showAll}>Show all sessions</Button>}>
        Search looks at everything in a row but its times; with a ; between two words, either is found.
      </EmptyState>
    )
  }
  const listing = servers.filter(({ capabilities }) => capabilities.list)
  if (listing.length === 0) return <NothingListed names={servers.map(({ server }) => server.name)} />
  const unread = listing.filter((view) => view.status.lastReadAt === null).map((view) => view.server.name)
  if (unread.length > 0) return <EmptyState title="Nothing was read yet">Waiting for the first answer of {namesText(unread)}.</EmptyState>
  return <EmptyState title="Nobody is signed in">All servers were read and none lists a session.</EmptyState>
}

function NothingListed({ names }: { readonly names: readonly string[] }) {
  return (
    <EmptyState
      title="No list of sessions"
      actions={
        <Button variant="contained" href={routeHref('servers')}>
          Go to the servers
        </Button>
      }
    >
      {namesText(names)} cannot list who is signed in. A user can be logged out on the page Servers.
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
      title="No server yet"
      actions={
        <Button variant="contained" href={routeHref('servers', { add: '1' })}>
          Add your first server
        </Button>
      }
    >
      Add a server to see who is signed in there. To try Rollcall first, start it with the option <code>--practice</code>: four sample
      servers come along.
    </EmptyState>
  )
}
