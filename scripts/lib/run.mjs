import { spawn } from 'node:child_process'
import { environment, root } from './paths.mjs'

const PARENT_CHECK_MS = 250
const PARENT = process.ppid

/**
 * Runs a program to its end with our own terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] detached: a signal to us reaches all that the program has started, for a
 *   program that does not pass it on
 * @returns {Promise<number>} its exit code; 128 and the signal's number when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit', ...options })
    const release = forwardSignals(child, options.detached)
    child.on('error', fail)
    child.on('close', (code, signal) => {
      release()
      done(code ?? exitCodeOf(signal))
    })
  })
}

/**
 * Runs a program quietly and keeps what it said.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeout?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 127 when it could not be started
 */
export function capture(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    child.stdout?.on('data', (part) => {
      output += part
    })
    child.stderr?.on('data', (part) => {
      output += part
    })
    const release = forwardSignals(child)
    child.on('error', (error) => done({ code: 127, output: error.message }))
    child.on('close', (code, signal) => {
      release()
      done({ code: code ?? exitCodeOf(signal), output })
    })
  })
}

/** @param {NodeJS.Signals | null} signal */
function exitCodeOf(signal) {
  return signal === 'SIGINT' ? 130 : 143
}

/**
 * A script ends when its child has ended, and the child hears every signal once. Ctrl C in a terminal reaches both by itself; a second
 * one would tell a host to leave without waiting.
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} [isGroup] the child leads a process group of its own, which no terminal reaches
 */
function forwardSignals(child, isGroup = false) {
  /** @param {NodeJS.Signals} signal */
  const send = (signal) => {
    if (isGroup && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
  }
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (isGroup || signal !== 'SIGINT' || !process.stdin.isTTY) send(signal)
  }
  const orphaned = watchParent(() => send('SIGTERM'))
  process.on('SIGINT', forward).on('SIGTERM', forward)
  return () => {
    clearInterval(orphaned)
    process.off('SIGINT', forward).off('SIGTERM', forward)
  }
}

/**
 * npm passes a signal on to the shell it started us in, and that shell dies of it without a word to us.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return
    clearInterval(timer)
    onGone()
  }, PARENT_CHECK_MS)
  return timer
}
