import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { t } from '../shared/language/language.ts'
import { act } from './api/clients.ts'
import { useServers } from './api/hooks.ts'
import { problemOf } from './api/problem-of.ts'
import { type Action, useActions } from './components/actions/actions.ts'
import { routeHref } from './components/hash-route.ts'
import { showOnlyServer } from './features/sessions/view-state.ts'

/** Offers what can be done with each server. It stands by itself, so that nothing else renders when a server was read. */
export function ServerCommands() {
  const { servers } = useServers()
  const { enqueueSnackbar } = useSnackbar()
  const { mutate: refresh } = useMutation(
    act.servers.refresh.mutationOptions({ onError: (error) => enqueueSnackbar(problemOf(error).message, { variant: 'warning' }) }),
  )
  const section = t('frame.servers')
  const actions = servers.flatMap(({ server }): readonly Action[] => [
    {
      id: `server.show.${server.id}`,
      name: t('frame.showServer', { server: server.name }),
      section,
      oneOfMany: true,
      run: () => {
        showOnlyServer(server.name)
        window.location.hash = routeHref('sessions')
      },
    },
    {
      id: `server.read.${server.id}`,
      name: t('frame.readServer', { server: server.name }),
      section,
      oneOfMany: true,
      unavailable: server.paused ? t('frame.isPaused') : undefined,
      run: () => refresh({ serverId: server.id }),
    },
  ])
  useActions(actions)
  return null
}
