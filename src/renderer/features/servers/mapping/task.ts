import type { Problem } from '../../../../shared/errors.ts'
import type { Mapping } from './mapping.ts'
import type { DraftProblem } from './request-text.ts'
import type { SampleInput } from './use-sample.ts'

/** Changes some of a mapping. */
export type ChangeMapping = (change: Partial<Mapping>) => void

/** What tells describing a new system from mapping a known one. */
export interface MapFieldsTask {
  readonly title: string
  readonly start: Mapping
  /** A known system: only path, rows and fields are decided on here. */
  readonly isKnown: boolean
  /** What the path of the list means here. */
  readonly pathHint: string
  /** Stands over the list's request: the server and the sign-in. */
  readonly connection: (mapping: Mapping, change: ChangeMapping) => React.ReactNode
  /** Whom to ask; null when that can't be said yet, with the reason among the problems. */
  readonly whom: (mapping: Mapping, problems: DraftProblem[]) => Omit<SampleInput, 'request'> | null
  /** What was given for the system's inputs. */
  readonly inputs: Readonly<Record<string, string>>
  /** The profile's text, what of it the preview takes (null while it has to wait), and what keeps it from being used. */
  readonly write: (mapping: Mapping) => {
    readonly text: string | null
    readonly preview: string | null
    readonly problems: readonly DraftProblem[]
  }
  readonly finishLabel: string
  readonly finish: (mapping: Mapping, text: string) => void
  readonly isFinishing: boolean
  /** Why the last finish was refused; forgotten by `changed`. */
  readonly refusal: Problem | null
  /** Something was changed. */
  readonly changed: () => void
  /** The last step of a new system. */
  readonly save: (mapping: Mapping, change: ChangeMapping, text: string) => React.ReactNode
  readonly onClose: () => void
}

/** The steps of *Map fields*. */
export const STEPS = ['answer', 'fields', 'ending', 'save'] as const
export type StepName = (typeof STEPS)[number]

/** The step in which something that is wrong can be mended. */
export function stepOf({ at }: DraftProblem): StepName {
  if (at.startsWith('fields.')) return 'fields'
  if (/^(?:one|user|parts|paging)\b/.test(at)) return 'ending'
  return /^(?:id|name|coverage|terminateMeans|activity)$/.test(at) ? 'save' : 'answer'
}
