import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useMemo, useState } from 'react'
import { FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form'
import type { Certificate } from '../../../shared/contract/act.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { CatalogueEntry, Server, ServerDraft } from '../../../shared/server.ts'
import { actClient } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { useLeaving } from '../../components/use-leaving.ts'
import { type Binding, brokenBindings } from './detach.ts'
import { draftOf } from './draft-of.ts'
import { formResolver } from './form-resolver.ts'
import { connectionOf, fieldsOf } from './mapping/connection.ts'
import { DescribeSystem } from './mapping/DescribeSystem.tsx'
import { MapKnownSystem } from './mapping/MapKnownSystem.tsx'
import { ReasonList } from './mapping/ReasonList.tsx'
import type { ProfileTrouble } from './profile-trouble.ts'
import { overridesOf, readForm } from './read-form.ts'
import { ServerFields } from './ServerFields.tsx'
import { SystemFacts } from './SystemFacts.tsx'
import { emptyForm, formOf, overrideFields, type ServerForm } from './server-form.ts'
import { firstChoice } from './system-groups.ts'
import { TestPanel } from './TestPanel.tsx'
import { useConnectionTest } from './use-connection-test.ts'

interface ServerDialogProps {
  /** The server to edit; null to add one. */
  readonly server: Server | null
  readonly profiles: readonly CatalogueEntry[]
  /** The profile of the server that is edited can't be used. */
  readonly trouble?: ProfileTrouble | null
  /** A certificate chosen in a test that was run from the table. */
  readonly pin: Certificate | null
  /** Opens *Map fields* at once: the server's answer no longer fits its mapping. */
  readonly mapNow?: boolean
  readonly onClose: () => void
}

/** The dialog *Add server* and *Edit …*: what to watch, how to sign in, whom to trust, and a test before or after saving. */
export function ServerDialog({ server, profiles, trouble = null, pin, mapNow = false, onClose }: ServerDialogProps) {
  const resolver = useMemo(() => formResolver(profiles), [profiles])
  const form = useForm<ServerForm>({ defaultValues: initialForm(server, profiles, pin), resolver, mode: 'onTouched' })
  const test = useConnectionTest()
  const { save, problem, isSaving } = useSave(server, onClose, (message) => form.setError('url', { message }, { shouldFocus: true }))
  const [tested, setTested] = useState('')
  const [submitted, setSubmitted] = useState('')
  const [mapping, setMapping] = useState<'describe' | 'known' | null>(mapNow ? 'known' : null)
  const values = useWatch({ control: form.control }) as ServerForm
  const entry = profiles.find(({ id }) => id === values.profileId)
  const broken = useBroken(server, values, entry)
  const isDirty = form.formState.isDirty || pin !== null

  const tryConnection = form.handleSubmit((values) => {
    const checked = readForm(values, entry)
    if (!checked.ok) return
    setTested(JSON.stringify(values))
    test.run({ draft: checked.draft, secret: checked.secret, serverId: server?.id })
  })
  const submit = form.handleSubmit((values) => {
    const checked = readForm(values, entry)
    if (!checked.ok) return
    setSubmitted(JSON.stringify(values))
    save(checked.draft, checked.secret)
  })
  const { warned, leave, goOn } = useLeaving(isDirty, onClose)

  return (
    <FormProvider {...form}>
      <DialogFrame
        open
        title={server === null ? t('servers.add') : t('servers.editTitle', { server: server.name })}
        maxWidth="lg"
        onClose={isSaving ? undefined : leave}
        onWork={goOn}
        onSubmit={submit}
        actions={
          <>
            <Box role="status" sx={{ mr: 'auto', color: 'warning.main' }}>
              {warned ? t('servers.leaveWarning') : null}
            </Box>
            <Button onClick={onClose} disabled={isSaving}>
              {t('common.cancel')}
            </Button>
            <Button variant="outlined" onClick={tryConnection} disabled={test.state === 'running'}>
              {t('servers.testConnection')}
            </Button>
            <Button type="submit" variant="contained" disabled={isSaving}>
              {server === null ? t('servers.add') : t('common.save')}
            </Button>
          </>
        }
      >
        <Box sx={COLUMNS}>
          <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: { md: 'auto' }, p: 2.5 }}>
            {problem && JSON.stringify(values) === submitted ? <ProblemAlert problem={problem} /> : null}
            {trouble !== null && entry === undefined ? (
              <Alert severity="warning" role="note">
                {trouble.message} {trouble.next}
                <ReasonList reasons={trouble.reasons} />
              </Alert>
            ) : null}
            <ServerFields
              server={server}
              profiles={profiles}
              entry={entry}
              broken={broken}
              onDescribe={() => setMapping('describe')}
              onMap={() => setMapping('known')}
            />
          </Box>
          <Box
            sx={{
              borderLeft: { md: 1 },
              borderColor: { md: 'divider' },
              overflow: { md: 'auto' },
              p: 2.5,
              display: 'grid',
              gap: 2.5,
              alignContent: 'start',
            }}
          >
            <TestPanel test={test} tested={tested} onMap={entry?.kind === 'api' ? () => setMapping('known') : undefined} />
            {entry ? <SystemFacts entry={entry} /> : null}
          </Box>
        </Box>
      </DialogFrame>
      <Mapping open={mapping} server={server} entry={entry} onClose={() => setMapping(null)} />
    </FormProvider>
  )
}

/** Fields and test beside each other, each scrolling by itself, so that a test's findings stay in view; under each other where it is narrow. */
const COLUMNS = {
  display: 'grid',
  gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 400px' },
  height: { md: 'min(70vh, 640px)' },
  mx: -2.5,
  my: -2,
} as const

interface MappingProps {
  readonly open: 'describe' | 'known' | null
  readonly server: Server | null
  readonly entry: CatalogueEntry | undefined
  readonly onClose: () => void
}

/** *Map fields* over the dialog, which keeps what was typed and takes what was found. */
function Mapping({ open, server, entry, onClose }: MappingProps) {
  const { getValues, setValue } = useFormContext<ServerForm>()
  const take = (fields: Partial<ServerForm>) => {
    for (const [name, value] of Object.entries(fields)) {
      setValue(name as keyof ServerForm, value, { shouldDirty: true, shouldValidate: true })
    }
    onClose()
  }
  if (open === null || (open === 'known' && entry === undefined)) return null
  const form = getValues()
  if (open === 'known' && entry !== undefined) {
    const read = readForm({ ...form, name: form.name.trim() === '' ? entry.name : form.name }, { ...entry, inputs: [] })
    return (
      <MapKnownSystem
        entry={entry}
        overrides={overridesOf(form)}
        inputs={form.inputs}
        access={
          read.ok ? { draft: { ...read.draft, connector: connectorOf(form, read.draft) }, secret: read.secret, serverId: server?.id } : null
        }
        onUse={(overrides) => take(overrideFields(overrides))}
        onClose={onClose}
      />
    )
  }
  return (
    <DescribeSystem
      start={connectionOf(form)}
      onSaved={(profileId, connection) => take({ profileId, ...fieldsOf(connection) })}
      onClose={onClose}
    />
  )
}

/** The inputs were left out of the check, because an answer can be asked for without some of them. */
function connectorOf({ inputs }: ServerForm, { connector }: ServerDraft): ServerDraft['connector'] {
  return { ...connector, inputs: Object.fromEntries(Object.entries(inputs).filter(([, value]) => value.trim() !== '')) }
}

function initialForm(server: Server | null, profiles: readonly CatalogueEntry[], pin: Certificate | null): ServerForm {
  const entry = profiles.find(({ id }) => id === server?.connector.profileId)
  const form = server === null ? emptyForm(firstChoice(profiles)) : formOf(draftOf(server), entry)
  return pin === null ? form : { ...form, trustKind: 'pin', pinPem: pin.pem, pinSha256: pin.sha256 }
}

/** Which bindings of the stored secret the form breaks as it stands; none while it can't be read, nor for a new server. */
function useBroken(server: Server | null, values: ServerForm, entry: CatalogueEntry | undefined): readonly Binding[] {
  if (server === null) return []
  const checked = readForm(values, entry)
  return checked.ok ? brokenBindings(draftOf(server), checked.draft) : []
}

/** Saves a draft. What is wrong with the address goes to its field, everything else over the fields. */
function useSave(server: Server | null, onSaved: () => void, onBadAddress: (message: string) => void) {
  const { enqueueSnackbar } = useSnackbar()
  const mutation = useMutation({
    mutationFn: async ({ draft, secret }: { draft: ServerDraft; secret: string | undefined }) => {
      if (server !== null) return await actClient.servers.change({ serverId: server.id, draft, secret })
      await actClient.servers.add({ draft, secret })
      return { detached: false }
    },
    onSuccess: ({ detached }, { draft, secret }) => {
      const needed = detached || (server === null && draft.auth.kind !== 'none' && secret === undefined)
      enqueueSnackbar(t(needed ? 'servers.savedWithoutSecret' : 'servers.saved', { server: draft.name }), {
        variant: needed ? 'warning' : 'success',
      })
      onSaved()
    },
    onError: (error) => {
      const { code, message, next } = problemOf(error)
      if (isAboutAddress(code)) onBadAddress(`${message} ${next}`)
    },
  })
  const problem = mutation.error ? problemOf(mutation.error) : null
  return {
    save: (draft: ServerDraft, secret: string | undefined) => mutation.mutate({ draft, secret }),
    problem: problem !== null && isAboutAddress(problem.code) ? null : problem,
    isSaving: mutation.isPending || mutation.isSuccess,
  }
}

function isAboutAddress(code: ErrorCode): boolean {
  return code === 'bad-url' || code === 'https-needed'
}
