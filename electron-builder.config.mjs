import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * The platform that is packed for. `scripts/package.mjs` sets it: electron-builder's own `${platform}` is the machine it runs on, and
 * would put that machine's natives into another platform's package.
 */
const platform = process.env.ROLLCALL_PACKAGE_PLATFORM ?? process.platform

/** @param {string} name */
function installedVersion(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version
}

/**
 * What the shipped Electron can no longer be talked into. Every fuse is named, so that a new one in a later Electron fails the packaging
 * until somebody has decided about it.
 * @type {import('@electron/fuses').FuseV1Config}
 */
const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // Only a Mac can sign; elsewhere the result is for inspection.
  resetAdHocDarwinSignature: platform === 'darwin' && process.platform === 'darwin',
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Linux has no such check.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/**
 * electron-builder could set fuses by itself, but with a copy of the tool that does not know all of them.
 * @param {import('electron-builder').AfterPackContext} context
 */
async function setFuses({ appOutDir }) {
  const binary = { linux: 'rollcall', win32: 'Rollcall.exe', darwin: 'Rollcall.app' }[platform] ?? ''
  await flipFuses(join(appOutDir, binary), fuses)
}

/** @type {('x64' | 'arm64')[]} */
const bothArchitectures = ['x64', 'arm64']

/** @type {import('electron-builder').Configuration} */
const configuration = {
  appId: 'app.rollcall.desktop',
  productName: 'Rollcall',
  copyright: 'Copyright © The Rollcall authors',
  electronVersion: installedVersion('electron'),
  // The natives are prebuilt for every platform.
  npmRebuild: false,
  publish: null,
  directories: { output: 'dist', buildResources: 'build' },
  asar: true,
  // A native can't be loaded from inside an archive. Everything else stays in it, where its integrity is checked.
  asarUnpack: ['**/*.node'],
  files: [
    'out/**',
    'package.json',
    '!out/.built-from',
    // The loopback host is for machines without Electron and never part of an installation.
    '!out/main/loopback.js',
    '!**/node_modules/node-addon-api/**',
    '!**/node_modules/better-sqlite3/{deps,src}/**',
    '!**/node_modules/{better-sqlite3,keytar}/binding.gyp',
    '!**/node_modules/better-sqlite3/prebuilds/*',
    `**/node_modules/better-sqlite3/prebuilds/${platform}-\${arch}.node`,
    '!**/node_modules/keytar/{src,script}/**',
    '!**/node_modules/keytar/*.d.ts',
    // The build of the packing machine; the loader takes the one in prebuilds/.
    '!**/node_modules/keytar/build/**',
    '!**/node_modules/keytar/prebuilds/*/**',
    `**/node_modules/keytar/prebuilds/${platform}-\${arch}/**`,
  ],
  afterPack: setFuses,
  win: { target: [{ target: 'nsis', arch: bothArchitectures }], icon: 'build/icon.ico' },
  // For all users, into a folder that only an administrator can change: the unpacked natives are outside the archive's integrity check.
  nsis: { oneClick: false, perMachine: true, deleteAppDataOnUninstall: false },
  mac: {
    target: [
      { target: 'dmg', arch: bothArchitectures },
      { target: 'zip', arch: bothArchitectures },
    ],
    icon: 'build/icon.icns',
    category: 'public.app-category.utilities',
    hardenedRuntime: true,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    darkModeSupport: true,
  },
  linux: {
    target: [
      { target: 'AppImage', arch: bothArchitectures },
      { target: 'deb', arch: bothArchitectures },
    ],
    icon: 'build/icons',
    executableName: 'rollcall',
    category: 'Utility',
    synopsis: 'See and end sessions on every server you look after',
    // A deb must name an address and a home page; there is none yet.
    maintainer: 'The Rollcall authors <nobody@rollcall.invalid>',
  },
  extraMetadata: { homepage: 'https://rollcall.invalid' },
}

export default configuration
