import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { InputValues } from '../../../../shared/profile/input.ts'
import type { Each, Source } from '../../../../shared/profile/list.ts'
import type { Base } from '../address.ts'
import { detailEnricher, type Enricher, joinEnricher } from './beside.ts'
import { compileConditions, deafEnded, renamedField } from './conditions.ts'
import { fanOut } from './fan-out.ts'
import { listReader, type Reading, type RowKeys } from './list-reader.ts'
import { type Parent, type ParentReader, parentReader } from './parents.ts'
import { type GapFound, isAboutOneList } from './pass.ts'
import type { Beside } from './path.ts'
import type { Placed } from './placed.ts'

/** What one list of a profile gave. */
export interface SourceRead {
  readonly rows: readonly Placed[]
  readonly gaps: readonly GapFound[]
  readonly report: SourceReport
}

/** What one list gave, in numbers, for *Test connection*. */
export interface SourceReport {
  readonly name: string | null
  readonly rows: number
  /** For a list that is read once for each of several things: what they are, and how many. */
  readonly parents: { readonly noun: string; readonly count: number } | null
}

/** One of a profile's lists, made ready. */
export interface CompiledSource {
  readonly name: string | null
  read(reading: Reading): Promise<SourceRead>
}

/** Compiles one list with all that belongs to it. Throws `bad-input` for a time zone that is not known. */
export function compileSource(source: Source, base: Base, keys: RowKeys, inputs: InputValues): CompiledSource {
  const name = source.name ?? null
  const doing = (): string => (name === null ? t('reading.doingSessions') : t('reading.doingSource', { name }))
  const read = listReader(source, base, doing)
  const fixed: Beside | null = source.set ?? null
  const each = source.each === undefined ? null : compileEach(source.each, base, inputs)
  const ended = endedFilter(source, inputs)
  const enrichers: readonly Enricher[] = [
    ...(source.detail === undefined ? [] : [detailEnricher(source.detail, base)]),
    ...(source.joins ?? []).map((join) => joinEnricher(join, base)),
  ]

  const deaf = deafEnded(source.ended)

  function assertSaid(reading: Reading, rows: readonly Placed[]): void {
    const path = deaf(rows)
    if (path !== null) throw renamedField(reading.serverName, doing(), path)
  }

  async function listed(reading: Reading): Promise<SourceRead> {
    if (each === null) {
      const { rows, gap } = await read(reading, reading.scope, fixed, keys, reading.spent)
      return { rows, gaps: gap === null ? [] : [gap], report: { name, rows: rows.length, parents: null } }
    }
    const parents = await each.parents(reading, fixed)
    const { rows, gaps } = await fanOut<Parent>(reading, {
      items: parents.all,
      atOnce: each.rule.atOnce,
      noun: each.rule.as,
      called: ({ called }) => called,
      read: (parent, _, one) => {
        const beside = { ...fixed, [each.rule.as]: parent.value }
        return read(one, { ...one.scope, [each.rule.as]: parent.value }, beside, keys, one.spent)
      },
      isGone: each.isGone,
    })
    const all = rows.flat()
    const count = parents.all.length
    return {
      rows: all,
      gaps: parents.gap === null ? gaps : [parents.gap, ...gaps],
      report: { name, rows: all.length, parents: { noun: each.rule.as, count } },
    }
  }

  return {
    name,
    async read(reading) {
      const found = await listed(reading)
      assertSaid(reading, ended.early === ALL ? [] : found.rows)
      let rows = found.rows.filter(ended.early)
      const gaps = [...found.gaps]
      for (const enrich of enrichers) {
        const more = await enrich(reading, rows)
        rows = [...more.rows]
        gaps.push(...more.gaps)
      }
      assertSaid(reading, ended.late === ALL ? [] : rows)
      return { rows: rows.filter(ended.late), gaps, report: found.report }
    },
  }
}

interface CompiledEach {
  readonly rule: Each
  readonly parents: ParentReader
  isGone(error: unknown): boolean
}

function compileEach(rule: Each, base: Base, inputs: InputValues): CompiledEach {
  const gone = new Set<number>('gone' in rule ? rule.gone : [])
  return {
    rule,
    parents: parentReader(rule, base, inputs),
    isGone: (error) => gone.size > 0 && error instanceof RollcallError && gone.has(statusOf(error) ?? 0),
  }
}

/** The status that an answer was refused for; it stands at the start of the second line. */
function statusOf({ problem }: RollcallError): number | null {
  const status = /^HTTP (\d{3})\b/.exec(problem.technical ?? '')?.[1]
  return status === undefined ? null : Number(status)
}

const ALL = (): boolean => true

/** Rows that are no live sessions any more are left out as soon as that can be told: before their details are asked for, if these don't say it. */
function endedFilter(source: Source, inputs: InputValues): { early(placed: Placed): boolean; late(placed: Placed): boolean } {
  if (source.ended === undefined) return { early: ALL, late: ALL }
  let at = 0
  const isEnded = compileConditions(source.ended, () => at, { inputs })
  const isLive = (placed: Placed): boolean => {
    at = placed.origin.at
    return !isEnded(placed.row, placed.beside)
  }
  const added = ['detail', ...(source.joins ?? []).map(({ as }) => as)]
  const needsMore = source.ended.some(({ path }) => added.some((name) => path === `$${name}` || path.startsWith(`$${name}.`)))
  return needsMore ? { early: ALL, late: isLive } : { early: isLive, late: ALL }
}

/** What all lists of a server gave together. */
export interface SourcesRead {
  readonly rows: readonly Placed[]
  readonly gap: GapFound | null
  readonly reports: readonly SourceReport[]
}

/**
 * Reads a server's lists one after the other. One of several that fails makes the whole incomplete, and it is said which; what is about
 * the server as a whole, and what all of them share, is thrown.
 */
export async function readSources(sources: readonly CompiledSource[], reading: Reading): Promise<SourcesRead> {
  const rows: (readonly Placed[])[] = []
  const gaps: GapFound[] = []
  const reports: SourceReport[] = []
  let failed: RollcallError | null = null
  for (const [index, source] of sources.entries()) {
    const called = source.name ?? t('reading.listNumber', { number: index + 1 })
    try {
      const read = await source.read(reading)
      rows.push(read.rows)
      reports.push(read.report)
      const named =
        sources.length === 1
          ? read.gaps
          : read.gaps.map((gap) => ({ ...gap, words: t('reading.named', { name: called, words: gap.words }) }))
      gaps.push(...named)
    } catch (error) {
      if (sources.length === 1 || !isAboutOneList(error)) throw error
      failed ??= error
      gaps.push({ kind: 'broken', words: t('reading.failed', { name: called, why: error.message.replace(/\.$/, '') }) })
    }
  }
  if (failed !== null && rows.length === 0) throw failed
  return { rows: rows.flat(), gap: together(gaps), reports }
}

function together(gaps: readonly GapFound[]): GapFound | null {
  const [first] = gaps
  if (first === undefined) return null
  const kind = gaps.find((gap) => gap.kind === 'loop')?.kind ?? first.kind
  return { kind, words: gaps.map(({ words }) => words).join('; ') }
}
