import type { IncomingMessage } from 'node:http'
import type { Answer } from './answer.ts'

/**
 * What one practice server answers as the product that it plays; null where that product has nothing. `now` is epoch ms. What it
 * throws is a request that could not be read.
 */
export type Product = (request: IncomingMessage, url: URL, now: number) => Answer | null | Promise<Answer | null>
