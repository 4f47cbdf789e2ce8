import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import type { ProfileOverrides } from '../../../../shared/profile.ts'
import type { CatalogueEntry, ServerDraft } from '../../../../shared/server.ts'
import { read } from '../../../api/clients.ts'
import { Fact, FactList } from '../../../components/FactList.tsx'
import { ruleText } from '../override-text.ts'
import { MapFieldsDialog } from './MapFieldsDialog.tsx'
import { asOverrides, hasOwnPath, ofOverrides } from './mapping.ts'
import { withOverrides } from './mapping-profile.ts'

interface MapKnownSystemProps {
  readonly entry: CatalogueEntry
  /** What the server's settings have different already. */
  readonly overrides: ProfileOverrides
  readonly inputs: Readonly<Record<string, string>>
  /** Whom to ask, as the server dialog has it; null while something is missing there. */
  readonly access: { readonly draft: ServerDraft; readonly secret: string | undefined; readonly serverId: string | undefined } | null
  readonly onUse: (overrides: ProfileOverrides) => void
  readonly onClose: () => void
}

/** *Map fields* of a system that Rollcall knows: finds what its documents leave open, or what is different on one server. */
export function MapKnownSystem({ entry, overrides, inputs, access, onUse, onClose }: MapKnownSystemProps) {
  const profiles = useQuery(read.profiles.list.queryOptions()).data
  const text = profiles?.find(({ id }) => id === entry.id)?.text
  const start = ofOverrides({ ...overrides, listPath: overrides.listPath ?? usualPath(entry) })
  const written = (mapping: typeof start) => asOverrides(mapping, entry.defaults, overrides, entry.fillIn)
  return (
    <MapFieldsDialog
      task={{
        title: `Map fields: ${entry.name}`,
        start,
        isKnown: true,
        pathHint: hasOwnPath(entry.defaults, entry.fillIn)
          ? 'Where the list of sessions is, below the server’s URL.'
          : `For this answer alone: ${entry.name} makes the paths of its lists from other answers or from what is asked above.`,
        connection: () => <Access access={access} />,
        whom: (_, problems) => {
          if (access === null) problems.push({ at: 'access', reason: 'Give the address of the server first.' })
          return access
        },
        inputs,
        write: (mapping) => {
          const whole = text === undefined ? null : withOverrides(text, written(mapping))
          const hasId = mapping.fields.sessionId !== '' || ruleText(entry.defaults.fields?.sessionId) !== ''
          return {
            text: whole,
            preview: hasId ? whole : null,
            problems: hasId ? [] : [{ at: 'fields.sessionId', reason: 'Say which value is the id of a session.' }],
          }
        },
        finishLabel: 'Use these fields',
        finish: (mapping) => onUse(written(mapping)),
        isFinishing: false,
        refusal: null,
        changed: () => undefined,
        save: () => null,
        onClose,
      }}
    />
  )
}

/** A path that nobody documents is a guess that would be asked for. */
function usualPath({ defaults, fillIn }: CatalogueEntry): string | undefined {
  return fillIn.includes('listPath') ? undefined : defaults.listPath
}

function Access({ access }: Pick<MapKnownSystemProps, 'access'>) {
  if (access === null) {
    return (
      <Alert severity="info" role="note">
        The server’s address or sign-in is not complete yet. Cancel to give them, or paste an answer below.
      </Alert>
    )
  }
  return (
    <Box>
      <FactList nameWidth={80}>
        <Fact name="Server" value={access.draft.url} />
        <Fact name="Sign-in" value="As in the server’s settings" />
      </FactList>
    </Box>
  )
}
