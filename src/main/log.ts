import pino from 'pino'

/** What may stand in a log line; there is no field for anything a server, a person or a keychain said. */
export interface LogFields {
  readonly part?: string
  readonly call?: string
  readonly name?: string
  readonly code?: string
  readonly where?: readonly string[]
  readonly words?: string
}

const stderr = pino.destination({ dest: 2, sync: true })
// A full disk or a closed terminal behind stderr must not end the program; there is nobody left to tell.
stderr.on('error', () => undefined)

const out = pino(
  {
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['secret', '*.secret', 'headers'], remove: true },
  },
  stderr,
)

/** Writes one warning to stderr. */
export function logWarning(sentence: string, fields: LogFields = {}): void {
  out.warn(fields, sentence)
}

/** Errors whose words the system or the engine chose; anybody's data may stand in the words of others. */
const ENGINE_ERRORS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

/** Writes a defect to stderr: its class, its code and where it was thrown; its words only where no person or server can have chosen them. */
export function logDefect(sentence: string, error: unknown, fields: LogFields = {}): void {
  out.error({ ...fields, ...describeDefect(error) }, sentence)
}

/** What a log line may say of an error. */
export function describeDefect(error: unknown): LogFields {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const where = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const words = code !== undefined || ENGINE_ERRORS.has(error.name) ? blankQuotes(error.message) : undefined
  return { name: error.name, code, words, where: where.slice(0, 8).map((line) => line.trim()) }
}

/** A message without what it quotes and without long runs of characters that could be a token; at most 200 characters. */
function blankQuotes(message: string): string {
  const blanked = message.replace(/(["'`])[\s\S]*?(?:\1|$)/g, '$1…$1').replace(/[A-Za-z0-9+/_=.~-]{20,}/g, '…')
  return blanked.slice(0, 200)
}
