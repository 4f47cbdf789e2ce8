import { oc } from '@orpc/contract'
import { problemSchema } from '../errors.ts'

/** Every call may fail with one declared error whose data is a `Problem`; anything else is a defect and carries no text of its own. */
export const call = oc.errors({ PROBLEM: { data: problemSchema } })
