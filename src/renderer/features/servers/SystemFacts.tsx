import Box from '@mui/material/Box'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { Fact, FactList } from '../../components/FactList.tsx'
import { ADDRESS_WORDS } from './server-words.ts'

/** What is known of a kind of system and what is not, what the admin must bring, and what ending a session there really does. */
export function SystemFacts({ entry }: { readonly entry: CatalogueEntry }) {
  const { capabilities } = entry
  return (
    <Box component="section" aria-label={`About ${entry.name}`} sx={{ display: 'grid', gap: 1 }}>
      <Box component="h3" sx={{ m: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
        {entry.name}
      </Box>
      <Box>{entry.about}</Box>
      <FactList nameWidth={112}>
        <Fact name="You must supply" value={capabilities.supply} />
        <Fact name="What is known" value={capabilities.known} />
        <Fact name="Can do" value={abilities(entry)} />
        <Fact name="What the list covers" value={capabilities.coverage} />
        <Fact name="Terminating" value={capabilities.terminateOne || capabilities.terminateUser ? capabilities.terminateMeans : null} />
        {capabilities.list ? <Fact name="Address" value={addressWords(entry)} /> : null}
        {capabilities.list ? <Fact name="Last active" value={upperFirst(capabilities.activity)} /> : null}
        {capabilities.list ? <Fact name="Own session" value={OWN_WORDS[capabilities.ownSession]} /> : null}
      </FactList>
    </Box>
  )
}

/** What can be done with such a server, in one sentence. */
export function abilities({ capabilities }: Pick<CatalogueEntry, 'capabilities'>): string {
  const { list, terminateOne, terminateUser } = capabilities
  if (!list) return terminateUser ? 'Log out a user everywhere. Nobody can see who is signed in.' : 'Nothing can be listed or ended.'
  if (terminateOne)
    return terminateUser ? 'List sessions, end one, log out a user on all devices.' : 'List sessions and end them one by one.'
  return terminateUser
    ? 'List sessions and log out a user on all devices. A single session cannot be ended.'
    : 'List sessions. Nothing can be ended from here.'
}

/** What its addresses are. That nobody knows which they are does not mean that there are none. */
export function addressWords({ capabilities, defaults }: Pick<CatalogueEntry, 'capabilities' | 'defaults'>): string {
  const isGiven = defaults.fields?.address !== undefined
  return capabilities.address === 'unknown' && isGiven ? ADDRESS_WORDS.given : ADDRESS_WORDS[capabilities.address]
}

/** Facts begin small, because they stand in sentences elsewhere. */
function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

const OWN_WORDS: Readonly<Record<CatalogueEntry['capabilities']['ownSession'], string>> = {
  flag: 'Marked by the server, and protected.',
  compared: 'Found by asking the server, and protected.',
  username: 'All sessions of your own user name are protected.',
  none: 'Rollcall has no session there.',
  unknown: 'Cannot be told from the others.',
}
