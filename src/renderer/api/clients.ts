import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { actContract } from '../../shared/contract/act.ts'
import type { readContract } from '../../shared/contract/read.ts'
import { connectElectron, receivePorts } from './connect-electron.ts'
import { connectLoopback } from './connect-loopback.ts'
import { type Access, gainAccess } from './loopback-access.ts'
import { type Connect, ServiceLink, type ServiceName } from './service-link.ts'

const inElectron = window.location.protocol === 'app:'
if (inElectron) receivePorts(window)
let access: Promise<Access> | undefined

function connectTo(name: ServiceName): Connect {
  if (inElectron) return connectElectron(name)
  access ??= gainAccess(window)
  return connectLoopback(name, access)
}

/** The links to both parts of the engine. */
export const links = {
  reader: new ServiceLink('reader', connectTo('reader')),
  collector: new ServiceLink('collector', connectTo('collector')),
} as const

/** Asks the reader. For data on screen use `read`, whose results are kept and refreshed. */
export const readClient: ContractRouterClient<typeof readContract> = createORPCClient(links.reader)
/** Asks the collector to do something. In components use `act`. */
export const actClient: ContractRouterClient<typeof actContract> = createORPCClient(links.collector)

/** Query options and keys of every read call: `useQuery(read.servers.list.queryOptions())`. */
export const read = createTanstackQueryUtils(readClient)
/** Mutation options of every act call: `useMutation(act.servers.pause.mutationOptions())`. */
export const act = createTanstackQueryUtils(actClient)
