import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A computer's own id, hashed, because its name changes with the network it is on. */
export function machineId(): string {
  return createHash('sha256').update(rawMachineId()).digest('hex').slice(0, 16)
}

function rawMachineId(): string {
  try {
    if (process.platform === 'linux') return readFileSync('/etc/machine-id', 'utf8').trim() || hostname()
    const [file, args, pattern] =
      process.platform === 'darwin'
        ? (['/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], /"IOPlatformUUID" = "([^"]+)"/] as const)
        : (['reg', ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'], /MachineGuid\s+REG_SZ\s+(\S+)/] as const)
    return pattern.exec(ask(file, args))?.[1] ?? hostname()
  } catch {
    return hostname()
  }
}

/** When this process began, as `isSameProcess` compares it: an exact tick where the system tells one, else epoch ms. */
export function ownBirth(): string {
  return linuxBirth(process.pid) ?? String(Math.round(Date.now() - process.uptime() * 1000))
}

/** Whether the process that has this number now is the one that began at `birth`. In doubt it is: a live writer must never be pushed aside. */
export function isSameProcess(pid: number, birth: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return linuxBirth(pid) === birth
  const began = epochBirth(pid)
  return began === null || Math.abs(began - Number(birth)) < 60_000
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Boot and clock tick, which no change of the clock can shift. Null on other systems, and for a process that has ended. */
function linuxBirth(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return afterName[0] === 'Z' ? null : `${boot}:${afterName[19]}`
  } catch {
    return null
  }
}

function epochBirth(pid: number): number | null {
  try {
    const answer =
      process.platform === 'win32'
        ? ask('powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`])
        : ask('/bin/ps', ['-o', 'lstart=', '-p', String(pid)])
    const began = Date.parse(answer.trim())
    return Number.isNaN(began) ? null : began
  } catch {
    return null
  }
}

function ask(file: string, args: readonly string[]): string {
  return execFileSync(file, [...args], { encoding: 'utf8', timeout: 5000, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } })
}
