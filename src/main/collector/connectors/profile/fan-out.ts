import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { shown } from '../shown.ts'
import type { Reading } from './list-reader.ts'
import { type GapFound, isAboutOneList, type ListRead, spaced } from './pass.ts'
import type { Placed } from './placed.ts'
import { inPool } from './pool.ts'

const MOST_NAMED = 5
const NAME_LENGTH = 40

/** Many small reads of one kind, one for each of several things. */
export interface FanOut<Item> {
  readonly items: readonly Item[]
  readonly atOnce: number
  /** What one of them is, in one word as the profile names it: "user"; null for sessions, whose details are read. */
  readonly noun: string | null
  /** How an item is called in words. */
  called(item: Item): string
  read(item: Item, index: number, reading: Reading): Promise<ListRead<Placed>>
  /** Whether an error only says that the item is gone by now. */
  isGone(error: unknown): boolean
}

/** What came of all of them, in the order of the items; items that are gone or could not be read give nothing. */
export interface FanOutRead {
  readonly rows: readonly (readonly Placed[])[]
  readonly gaps: readonly GapFound[]
}

interface Trouble<Item> {
  readonly item: Item
  readonly error: RollcallError
}

/**
 * Reads each item's list, a few at once. One that fails makes the whole incomplete, and it is said which; an error that is about the
 * server as a whole, or that all items share, is thrown, also that all of them are gone. What the read's time or limits leave no room for is said too.
 */
export async function fanOut<Item>(reading: Reading, options: FanOut<Item>): Promise<FanOutRead> {
  const { items } = options
  const course: Course<Item> = { rows: items.map(() => []), failed: [], gone: [], gaps: [], done: 0, outOf: null }
  await inPool(items, options.atOnce, reading.signal, async (item, index, signal) => {
    course.outOf ??= outOf(reading)
    if (course.outOf === null) await readOne(course, { ...reading, signal }, options, item, index)
    return course.outOf === null ? undefined : 'stop'
  })
  // All gone at once means an address that is wrong rather than things that went: an empty list would look as if everybody had.
  const [first] = [...course.failed.map(({ error }) => error), ...course.gone]
  if (first !== undefined && course.done === 0) throw first
  if (course.outOf === 'time' && course.done === 0) throw tooLate(reading, several(items.length, options.noun))
  return { rows: course.rows, gaps: gapsOf(course, options, reading) }
}

/** How far the reads of all items have come. */
interface Course<Item> {
  readonly rows: (readonly Placed[])[]
  readonly failed: Trouble<Item>[]
  /** What was said of items that are gone by now. */
  readonly gone: RollcallError[]
  readonly gaps: { readonly item: Item; readonly gap: GapFound }[]
  done: number
  /** What is used up, so that no further item is begun. */
  outOf: 'time' | 'room' | null
}

async function readOne<Item>(course: Course<Item>, reading: Reading, options: FanOut<Item>, item: Item, index: number): Promise<void> {
  try {
    const part = await options.read(item, index, reading)
    course.rows[index] = part.rows
    course.done += 1
    if (part.gap !== null) course.gaps.push({ item, gap: part.gap })
  } catch (error) {
    if (!isAboutOneList(error)) throw error
    if (options.isGone(error)) course.gone.push(error)
    else if (error.code === 'timed-out' && isLate(reading)) course.outOf = 'time'
    else course.failed.push({ item, error })
  }
}

function gapsOf<Item>(
  { failed, gone, gaps, done, outOf: used }: Course<Item>,
  options: FanOut<Item>,
  reading: Reading,
): readonly GapFound[] {
  const all: GapFound[] = []
  if (failed.length > 0) all.push(failedGap(failed, options))
  if (gaps.length > 0) all.push(partsGap(gaps, options))
  if (used !== null) all.push(stoppedGap(used, done + gone.length, options, reading))
  return all
}

function outOf(reading: Reading): Course<unknown>['outOf'] {
  if (isFull(reading)) return 'room'
  return isLate(reading) ? 'time' : null
}

function isFull({ limits, spent }: Reading): boolean {
  return spent.rows >= limits.rows || spent.pages >= limits.pages || spent.bytes >= limits.bytes
}

function isLate({ endsAt }: Reading): boolean {
  return performance.now() >= endsAt - 5
}

function failedGap<Item>(failed: readonly Trouble<Item>[], { items, noun, called }: FanOut<Item>): GapFound {
  const names = namesOf(failed.map(({ item }) => called(item)))
  const why = failed[0]?.error.message.replace(/\.$/, '') ?? ''
  const all = several(items.length, noun)
  return { kind: 'broken', words: t('reading.someFailed', { amount: spaced(failed.length), all, names, why }) }
}

function partsGap<Item>(gaps: readonly { readonly item: Item; readonly gap: GapFound }[], { items, noun, called }: FanOut<Item>): GapFound {
  const kind = gaps.find(({ gap }) => gap.kind === 'loop')?.gap.kind ?? gaps[0]?.gap.kind ?? 'broken'
  const names = namesOf(gaps.map(({ item }) => called(item)))
  const why = gaps[0]?.gap.words ?? ''
  return { kind, words: t('reading.somePartial', { amount: spaced(gaps.length), all: several(items.length, noun), names, why }) }
}

function stoppedGap<Item>(outOf: 'time' | 'room', done: number, { items, noun }: FanOut<Item>, { seconds }: Reading): GapFound {
  const values = { amount: spaced(done), all: several(items.length, noun) }
  const inTime = { ...values, seconds }
  if (noun === null)
    return { kind: 'cap', words: outOf === 'time' ? t('reading.detailsOutOfTime', inTime) : t('reading.detailsOutOfRoom', values) }
  return { kind: 'cap', words: outOf === 'time' ? t('reading.outOfTime', inTime) : t('reading.outOfRoom', values) }
}

function tooLate({ serverName, seconds }: Reading, what: string): RollcallError {
  return new RollcallError({
    code: 'timed-out',
    message: t('reading.noneInTime', { server: serverName, all: what, seconds }),
    next: t('reading.noneInTimeNext'),
  })
}

function namesOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  const named = names
    .slice(0, MOST_NAMED)
    .map((name) => shown(name, NAME_LENGTH))
    .join(', ')
  return more > 0 ? t('reading.andMore', { names: named, amount: spaced(more) }) : named
}

/** "one user", "40 users", "2 data sources"; sessions where there is no noun. */
export function several(count: number, noun: string | null): string {
  if (noun === null) return t('reading.severalSessions', { count, amount: spaced(count) })
  const words = noun.replace(/([a-z0-9])([A-Z])/g, (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`)
  return t('reading.several', { count, amount: spaced(count), one: words, many: plural(words) })
}

function plural(words: string): string {
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`
  return /(?:s|x|ch|sh)$/.test(words) ? `${words}es` : `${words}s`
}
