import Box from '@mui/material/Box'
import { t } from '../../../shared/language/language.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { Fact, FactList } from '../../components/FactList.tsx'
import { addressMeaning } from './server-words.ts'

/** What is known of a kind of system and what is not, what the admin must bring, and what ending a session there really does. */
export function SystemFacts({ entry }: { readonly entry: CatalogueEntry }) {
  const { capabilities } = entry
  return (
    <Box component="section" aria-label={t('systems.about', { system: entry.name })} sx={{ display: 'grid', gap: 1 }}>
      <Box component="h3" sx={{ m: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
        {entry.name}
      </Box>
      <Box>{entry.about}</Box>
      <FactList nameWidth={112}>
        <Fact name={t('systems.supply')} value={capabilities.supply} />
        <Fact name={t('systems.known')} value={capabilities.known} />
        <Fact name={t('systems.canDo')} value={abilities(entry)} />
        <Fact name={t('systems.coverage')} value={capabilities.coverage} />
        <Fact
          name={t('systems.terminating')}
          value={capabilities.terminateOne || capabilities.terminateUser ? capabilities.terminateMeans : null}
        />
        {capabilities.list ? <ListFacts entry={entry} /> : null}
      </FactList>
    </Box>
  )
}

function ListFacts({ entry }: { readonly entry: CatalogueEntry }) {
  const { activity, ownSession } = entry.capabilities
  return (
    <>
      <Fact name={t('systems.address')} value={addressWords(entry)} />
      <Fact name={t('systems.lastActive')} value={upperFirst(activity)} />
      <Fact name={t('systems.ownSession')} value={t(`systems.own-${ownSession}`)} />
    </>
  )
}

/** What can be done with such a server, in one sentence. */
export function abilities({ capabilities }: Pick<CatalogueEntry, 'capabilities'>): string {
  const { list, terminateOne, terminateUser } = capabilities
  if (!list) return terminateUser ? t('systems.canLogOutOnly') : t('systems.canNothing')
  if (terminateOne) return terminateUser ? t('systems.canAll') : t('systems.canEndOne')
  return terminateUser ? t('systems.canLogOut') : t('systems.canList')
}

/** What its addresses are. That nobody knows which they are does not mean that there are none. */
export function addressWords({ capabilities, defaults }: Pick<CatalogueEntry, 'capabilities' | 'defaults'>): string {
  const isGiven = defaults.fields?.address !== undefined
  return capabilities.address === 'unknown' && isGiven ? addressMeaning('given') : addressMeaning(capabilities.address)
}

/** Facts begin small, because they stand in sentences elsewhere. */
function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
