import { useMutation, useQuery } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useMemo, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { serverDraftSchema } from '../../../../shared/server.ts'
import { actClient, read } from '../../../api/clients.ts'
import { useServers } from '../../../api/hooks.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { ConnectionFields } from './ConnectionFields.tsx'
import { authOf, type Connection } from './connection.ts'
import { MapFieldsDialog } from './MapFieldsDialog.tsx'
import { EMPTY_MAPPING, idOfName, type Mapping } from './mapping.ts'
import { profileOf } from './mapping-profile.ts'
import type { DraftProblem } from './request-text.ts'
import { SaveStep } from './SaveStep.tsx'
import { type TakenId, takenId } from './taken-id.ts'

interface DescribeSystemProps {
  /** What the server dialog has so far. */
  readonly start: Connection
  /** The profile is saved; `connection` is how its server was reached, for the dialog in which a server is added. */
  readonly onSaved: (profileId: string, connection: Connection) => void
  readonly onClose: () => void
}

/** *Describe another system*: ends in a saved profile that anybody can use. */
export function DescribeSystem({ start, onSaved, onClose }: DescribeSystemProps) {
  const [connection, setConnection] = useState(start)
  const { enqueueSnackbar } = useSnackbar()
  const takenBy = useTaken()
  const save = useMutation({
    mutationFn: ({ text, replaces }: { text: string; replaces: string }) =>
      actClient.profiles.save({ text, ...(replaces === '' ? {} : { replaces }) }),
    onSuccess: ({ id }) => {
      enqueueSnackbar(t('mapping.profileSaved'), { variant: 'success' })
      onSaved(id, connection)
    },
  })
  const problem = useMemo(() => (save.error ? problemOf(save.error) : null), [save.error])
  const write = (mapping: Mapping) => {
    const written = profileOf(mapping, authOf(connection))
    const id = idOf(mapping)
    const isFree = takenBy(id) === null || mapping.replaces === id
    return isFree ? written : { ...written, problems: [...written.problems, { at: 'id', reason: t('mapping.idTaken') }] }
  }
  const changed = () => {
    // What was refused is no longer what stands here.
    if (save.isError) save.reset()
  }
  return (
    <MapFieldsDialog
      task={{
        title: t('mapping.titleNew'),
        start: EMPTY_MAPPING,
        isKnown: false,
        pathHint: t('mapping.pathHintNew'),
        connection: (mapping, change) => (
          <ConnectionFields
            connection={connection}
            onChange={(part) => {
              setConnection((before) => ({ ...before, ...part }))
              changed()
            }}
            login={mapping.login}
            onLogin={(part) => change({ login: { ...mapping.login, ...part } })}
          />
        ),
        whom: (mapping, problems) => {
          // A sign-in request is asked by the profile as it is written so far; the id of a session comes with the answer.
          const profile = write({ ...mapping, fields: { ...mapping.fields, sessionId: mapping.fields.sessionId || 'id' } })
          const ofLogin = profile.problems.filter(({ at }) => at.startsWith('login.'))
          problems.push(...ofLogin, ...addressProblems(connection.url))
          const draft = draftOf(connection)
          if (problems.length > 0 || draft === null) return null
          const secret = connection.signIn === 'none' || connection.secret === '' ? undefined : connection.secret
          return { draft, secret, serverId: undefined, ...(connection.signIn === 'login' ? { profile: profile.text } : {}) }
        },
        inputs: {},
        write,
        finishLabel: t('mapping.saveProfile'),
        finish: (mapping, text) => save.mutate({ text, replaces: takenBy(idOf(mapping)) === null ? '' : mapping.replaces }),
        isFinishing: save.isPending,
        refusal: problem,
        changed,
        save: (mapping, change, text) => (
          <SaveStep mapping={mapping} onChange={change} text={text} problem={problem} taken={takenBy(idOf(mapping))} />
        ),
        onClose,
      }}
    />
  )
}

function idOf(mapping: Mapping): string {
  return mapping.id || idOfName(mapping.name)
}

/** Which profile has an id already, and what would become of its servers if it were replaced; null for a free one. */
function useTaken(): (id: string) => TakenId | null {
  const profiles = useQuery(read.profiles.list.queryOptions()).data ?? []
  const { servers } = useServers()
  return (id) => {
    const profile = profiles.find((one) => one.id === id)
    if (profile === undefined) return null
    const names = servers.filter(({ server }) => profile.usedBy.includes(server.id)).map(({ server }) => server.name)
    return takenId(profile, names, new Set(profiles.map((one) => one.id)))
  }
}

/** A draft that is only asked with. Its profile says nothing here: what is sent stands in the question itself. */
function draftOf(connection: Connection) {
  const { url, trust } = connection
  const draft = {
    name: t('mapping.theServer'),
    url: url.trim().replace(/\/+$/, ''),
    connector: { profileId: 'admin-sessions' },
    auth: authOf(connection),
    trust,
  }
  return serverDraftSchema.safeParse(draft).data ?? null
}

function addressProblems(url: string): readonly DraftProblem[] {
  const parsed = URL.parse(url.trim())
  if (parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.hostname !== '' && parsed.search === '' && parsed.hash === '')
    return []
  return [{ at: 'url', reason: t('mapping.addressNeeded') }]
}
