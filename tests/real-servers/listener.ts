import { connect } from 'node:net'
import type { KeptCommand } from './kept.ts'

/**
 * A shell whose child listens on a port, as the scripts that start servers have it. A stubborn one hears no SIGTERM: neither the shell
 * nor its child.
 */
export function listener(port: number, isStubborn = false): KeptCommand {
  const script = `${isStubborn ? "process.on('SIGTERM', () => undefined); " : ''}require('node:net').createServer().listen(${port}, '127.0.0.1')`
  const shell = `${isStubborn ? "trap '' TERM; " : ''}"$NODE" -e "$SCRIPT" & wait`
  return { command: 'sh', args: ['-c', shell], env: { ...process.env, NODE: process.execPath, SCRIPT: script } }
}

/** Whether something listens on a port of 127.0.0.1. */
export async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
