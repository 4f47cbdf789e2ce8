import type { SupportedMessagePort } from '@orpc/client/message-port'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { RollcallError } from '../shared/errors.ts'
import { logDefect } from './log.ts'
import type { Port } from './port.ts'

/**
 * Answers the calls that come through a port until it closes. A thrown `RollcallError` becomes the contract's declared `PROBLEM` error, also
 * in the middle of a stream; anything else that is thrown is a defect, is logged, and is answered without its text.
 */
export function servePort(router: AnyRouter, port: Port): void {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          const output = await next()
          return isStream(output) ? convertStream(output, path) : output
        } catch (error) {
          throw declared(error, path)
        }
      },
    ],
  })
  handler.upgrade(port.raw as SupportedMessagePort)
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}

/** Not a generator: its `return` would wait for the next item, and a stream that nobody reads any more would live on until then. */
function convertStream(stream: AsyncIterator<unknown>, path: readonly string[]): AsyncIterableIterator<unknown> {
  return {
    next: async () => {
      try {
        return await stream.next()
      } catch (error) {
        throw declared(error, path)
      }
    },
    return: async (value) => (await stream.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

function declared(error: unknown, path: readonly string[]): unknown {
  if (error instanceof RollcallError) return new ORPCError('PROBLEM', { data: error.problem })
  if (error instanceof ORPCError && error.status < 500) return error
  // Who asked has gone; that is not worth a line.
  if (error instanceof Error && error.name === 'AbortError') return error
  logDefect('a call met a defect', error, { call: path.join('.') })
  return new ORPCError('INTERNAL_SERVER_ERROR')
}
