import { freePorts, keep, newFolder } from './kept.ts'
import { answers, listener } from './listener.ts'

/** Starts a program under a keeper, says where it is, and stays until it is killed. */
const folder = newFolder('kept')
const [port = 0] = await freePorts(1)
await keep({ folder, commands: [listener(port)] }, () => answers(port))
process.stdout.write(`${JSON.stringify({ folder, port })}\n`)
