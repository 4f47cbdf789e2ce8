import { clockOffsetOf } from '../../../shared/server-clock.ts'
import { useServers } from '../../api/hooks.ts'

/** Each server's clock minus ours, in ms, by the server's id. */
export function useClockOffsets(): ReadonlyMap<string, number> {
  const { servers } = useServers()
  return new Map(servers.map(({ server, status }) => [server.id, clockOffsetOf(status)]))
}
