import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type Target = 'linux' | 'win32' | 'darwin'

/** The mark that every Electron binary carries before its fuses, the version of the fuse wire, its length, and the wire as shipped. */
const FUSES = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')])

const HELPERS = ['', ' (GPU)', ' (Plugin)', ' (Renderer)']

/** Writes a folder of the shape of an unpacked Electron: all that electron-builder looks at, and nothing that runs. */
export async function writeFakeElectron(target: Target, folder: string, version: string): Promise<void> {
  const common = { version, LICENSE: 'licence', 'LICENSES.chromium.html': '<html></html>' }
  await writeTree(folder, { ...common, ...filesOf(target) })
  await mkdir(join(folder, 'resources'), { recursive: true })
}

function filesOf(target: Target): Readonly<Record<string, string | Buffer>> {
  if (target === 'linux') return { electron: FUSES, 'chrome-sandbox': '', 'locales/en-US.pak': '' }
  if (target === 'win32') return { 'electron.exe': windowsProgram(FUSES), 'locales/en-US.pak': '' }
  return macFiles()
}

/** Where a packed application keeps its fuses. */
export function binaryOf(target: Target, folder: string): string {
  return join(folder, { linux: 'rollcall', win32: 'Rollcall.exe', darwin: 'Rollcall.app' }[target])
}

/** Where a packed application keeps its archive. */
export function resourcesOf(target: Target, folder: string): string {
  return join(folder, target === 'darwin' ? 'Rollcall.app/Contents/Resources' : 'resources')
}

function macFiles(): Readonly<Record<string, string | Buffer>> {
  const frameworks = 'Electron.app/Contents/Frameworks'
  const helpers = HELPERS.flatMap((kind): [string, string][] => {
    const name = `Electron Helper${kind}`
    return [
      [`${frameworks}/${name}.app/Contents/Info.plist`, infoPlist(name)],
      [`${frameworks}/${name}.app/Contents/MacOS/${name}`, ''],
    ]
  })
  return {
    'Electron.app/Contents/Info.plist': infoPlist('Electron'),
    'Electron.app/Contents/MacOS/Electron': '',
    'Electron.app/Contents/Resources/electron.icns': '',
    [`${frameworks}/Electron Framework.framework/Electron Framework`]: FUSES,
    ...Object.fromEntries(helpers),
  }
}

function infoPlist(name: string): string {
  const entries = { CFBundleExecutable: name, CFBundleName: name, CFBundleIdentifier: 'com.github.Electron', CFBundlePackageType: 'APPL' }
  const pairs = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${pairs.join('')}</dict></plist>`
}

/**
 * The smallest 64-bit Windows program file with a data section and a version resource: electron-builder reads it to put version, icon and
 * the archive's hash into it.
 */
function windowsProgram(content: Buffer): Buffer {
  const resources = versionResource(0x2000)
  const file = Buffer.alloc(0x800)
  file.write('MZ', 0, 'latin1')
  file.writeUInt32LE(0x40, 0x3c)
  file.write('PE\0\0', 0x40, 'latin1')
  // File header: machine, number of sections, size of the optional header, an executable with large addresses.
  words(file, 0x44, [0x8664, 2, 0, 0, 0, 0, 0, 0, 240, 0x22])
  const optional = 0x58
  file.writeUInt16LE(0x20b, optional)
  file.writeUInt32LE(0x1000, optional + 32)
  file.writeUInt32LE(0x200, optional + 36)
  file.writeUInt32LE(0x3000, optional + 56)
  file.writeUInt32LE(0x400, optional + 60)
  file.writeUInt32LE(16, optional + 108)
  doubleWords(file, optional + 128, [0x2000, resources.length])
  section(file, optional + 240, '.data', [0x200, 0x1000, 0x200, 0x400], 0xc0000040)
  section(file, optional + 280, '.rsrc', [resources.length, 0x2000, 0x200, 0x600], 0x40000040)
  content.copy(file, 0x400)
  resources.copy(file, 0x600)
  return file
}

/** @param place size and address in memory, size and offset in the file */
function section(file: Buffer, at: number, name: string, place: readonly number[], flags: number): void {
  file.write(name, at, 'latin1')
  doubleWords(file, at + 8, place)
  file.writeUInt32LE(flags, at + 36)
}

/** A resource tree of one leaf: type 16 (version), number 1, language 1033. */
function versionResource(address: number): Buffer {
  const info = versionInfo()
  const tree = Buffer.alloc(0x58)
  for (const [at, id, next] of [
    [0x00, 16, 0x80000018],
    [0x18, 1, 0x80000030],
    [0x30, 1033, 0x48],
  ] as const) {
    tree.writeUInt16LE(1, at + 14)
    doubleWords(tree, at + 16, [id, next])
  }
  doubleWords(tree, 0x48, [address + tree.length, info.length])
  return Buffer.concat([tree, info])
}

function versionInfo(): Buffer {
  const table = Buffer.alloc(24)
  words(table, 0, [24, 0, 1])
  table.write('040904b0', 6, 'utf16le')
  const strings = Buffer.alloc(36)
  words(strings, 0, [60, 0, 1])
  strings.write('StringFileInfo', 6, 'utf16le')
  const info = Buffer.alloc(92)
  words(info, 0, [152, 52, 0])
  info.write('VS_VERSION_INFO', 6, 'utf16le')
  doubleWords(info, 40, [0xfeef04bd, 0x10000])
  return Buffer.concat([info, strings, table])
}

function words(file: Buffer, at: number, values: readonly number[]): void {
  for (const [index, value] of values.entries()) file.writeUInt16LE(value, at + 2 * index)
}

function doubleWords(file: Buffer, at: number, values: readonly number[]): void {
  for (const [index, value] of values.entries()) file.writeUInt32LE(value, at + 4 * index)
}

async function writeTree(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
    await chmod(file, 0o755)
  }
}
