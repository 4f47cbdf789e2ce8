import { describe, expect, test } from 'vitest'
import { obstacleToElectron } from '../../scripts/lib/electron-binary.mjs'

const user = { getuid: () => 1000 }
const root = { getuid: () => 0 }

describe('what keeps Electron from showing a window', () => {
  test('is nothing on Windows and macOS', () => {
    expect(obstacleToElectron({ platform: 'win32', env: {} })).toBeNull()
    expect(obstacleToElectron({ platform: 'darwin', env: {}, ...user })).toBeNull()
  })

  test('is a missing display on Linux', () => {
    expect(obstacleToElectron({ platform: 'linux', env: {}, ...user })).toContain('no display')
    expect(obstacleToElectron({ platform: 'linux', env: { DISPLAY: ':0' }, ...user })).toBeNull()
    expect(obstacleToElectron({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, ...user })).toBeNull()
  })

  test('is root, who gets no sandbox', () => {
    expect(obstacleToElectron({ platform: 'linux', env: { DISPLAY: ':0' }, ...root })).toContain('sandbox')
  })
})
