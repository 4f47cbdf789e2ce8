import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Certificate } from '../../../shared/contract/act.ts'
import { t } from '../../../shared/language/language.ts'
import type { Server, ServerView } from '../../../shared/server.ts'
import { read } from '../../api/clients.ts'
import { useServers, useSystems } from '../../api/hooks.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { routeHref, useRoute } from '../../components/hash-route.ts'
import { keepFocusInPage } from '../../components/keep-focus.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { LogOutUserDialog } from './LogOutUserDialog.tsx'
import { needsMapping } from './needs-mapping.ts'
import { profileTrouble } from './profile-trouble.ts'
import { ProfilesSection } from './profiles/ProfilesSection.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { ServerDialog } from './ServerDialog.tsx'
import { ServerTable } from './ServerTable.tsx'
import { TestDialog } from './TestDialog.tsx'

/** The dialog that is open over the page. */
type Opened =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly server: Server; readonly pin: Certificate | null; readonly map: boolean }
  | { readonly kind: 'test'; readonly server: Server }
  | { readonly kind: 'remove'; readonly server: Server }
  | { readonly kind: 'log-out'; readonly view: ServerView }

/** The page *Servers*: what is watched, in what state each is and why, and everything that can be done about it. */
export function ServersPage() {
  const { servers, isPending } = useServers()
  const profiles = useSystems()
  const files = useQuery(read.profiles.list.queryOptions()).data
  // Before both lists are there, nothing is known to be missing.
  const troubleOf = (server: Server) => (files === undefined || profiles.length === 0 ? null : profileTrouble(server, profiles, files))
  const isReadOnly = useQuery(read.console.about.queryOptions()).data?.readOnly != null
  const [opened, setOpened] = useState<Opened | null>(null)
  const add = () => setOpened({ kind: 'add' })
  const close = () => setOpened(null)
  // Pages and code connectors have no fields that could be mapped.
  const mapper = (server: Server) =>
    profiles.find(({ id }) => id === server.connector.profileId)?.kind === 'api'
      ? () => setOpened({ kind: 'edit', server, pin: null, map: true })
      : undefined
  useAddFromAddress(add)
  useFocusAfterRemoval(servers.length)
  const addButton = (
    <Button variant="contained" onClick={add} disabled={profiles.length === 0 || isReadOnly}>
      {t('servers.add')}
    </Button>
  )
  return (
    <PageFrame title={t('servers.title')} actions={servers.length > 0 ? addButton : null}>
      {servers.length === 0 && !isPending ? (
        <EmptyState title={t('servers.noneTitle')} actions={addButton}>
          {t('servers.noneText')}
        </EmptyState>
      ) : null}
      {servers.length > 0 ? (
        <ServerTable
          servers={servers}
          troubleOf={troubleOf}
          onEdit={(server) => setOpened({ kind: 'edit', server, pin: null, map: false })}
          onTest={(server) => setOpened({ kind: 'test', server })}
          onRemove={(server) => setOpened({ kind: 'remove', server })}
          onLogOut={(view) => setOpened({ kind: 'log-out', view })}
          mapOf={(view) => (needsMapping(view) ? mapper(view.server) : undefined)}
        />
      ) : null}
      {isPending ? null : <ProfilesSection isReadOnly={isReadOnly} />}
      {opened?.kind === 'add' && profiles.length > 0 ? <ServerDialog server={null} profiles={profiles} pin={null} onClose={close} /> : null}
      {opened?.kind === 'edit' ? (
        <ServerDialog
          server={opened.server}
          profiles={profiles}
          trouble={troubleOf(opened.server)}
          pin={opened.pin}
          mapNow={opened.map}
          onClose={close}
        />
      ) : null}
      {opened?.kind === 'test' ? (
        <TestDialog
          server={opened.server}
          onMap={mapper(opened.server)}
          onClose={close}
          onTrust={(pin) => setOpened({ kind: 'edit', server: opened.server, pin, map: false })}
        />
      ) : null}
      {opened?.kind === 'log-out' ? <LogOutUserDialog view={opened.view} onClose={close} /> : null}
      {opened?.kind === 'remove' ? <RemoveDialog server={opened.server} onClose={close} /> : null}
    </PageFrame>
  )
}

/** A removed server's row, which had the focus, goes when the list is read again, after its dialog has closed. */
function useFocusAfterRemoval(count: number): void {
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current) keepFocusInPage()
    before.current = count
  }, [count])
}

/** `#/servers?add=1` opens the dialog once, for links of other pages. */
function useAddFromAddress(add: () => void): void {
  const wanted = useRoute().parameters.has('add')
  useEffect(() => {
    if (!wanted) return
    window.history.replaceState(null, '', routeHref('servers'))
    add()
  })
}
