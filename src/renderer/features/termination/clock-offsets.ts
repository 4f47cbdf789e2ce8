import { useServers } from '../../api/hooks.ts'
import { clockOffsetOf } from '../../components/server-clock.ts'

/** Each server's clock minus ours, in ms, by the server's id. */
export function useClockOffsets(): ReadonlyMap<string, number> {
  const { servers } = useServers()
  return new Map(servers.map(({ server, status }) => [server.id, clockOffsetOf(status)]))
}
