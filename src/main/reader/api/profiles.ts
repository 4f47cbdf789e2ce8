import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import type { Reader } from '../reader.ts'

const { profiles } = implement(readContract)

/** Answers the profile editor: every profile as a text, and why a saved one is refused. */
export function profilesRouter(reader: Reader) {
  return { list: profiles.list.handler(() => reader.directory.profileFiles()) }
}
