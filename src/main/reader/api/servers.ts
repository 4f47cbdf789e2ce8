import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import type { Reader } from '../reader.ts'

const { servers } = implement(readContract)

/** Answers what is known of the servers, from the collector's news or, before it came, from the files. */
export function serversRouter(reader: Reader) {
  return {
    list: servers.list.handler(() => reader.directory.views((serverId) => reader.statusFromFile(serverId))),
    profiles: servers.profiles.handler(() => [...reader.directory.profiles()]),
  }
}
