/**
 * Tells the person at the terminal what is being done and why. On stderr: stdout of `npm start` carries the ready line only.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`rollcall: ${text}\n`)
}

/** A failure that a person can act on: its message is shown without a stack. */
export class Stop extends Error {}

/**
 * Runs a script's main function; a failure ends the process with exit code 1 and its reason.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (error instanceof Stop) say(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
