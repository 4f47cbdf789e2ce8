import { ipcRenderer } from 'electron'

// Hands the ports that main sends on to the page, and exposes nothing: the page gets messages, never Electron.
ipcRenderer.on('rollcall:service', (event, message: { name: string; state: string; reason?: string }) => {
  const { name, state, reason } = message
  window.postMessage({ type: 'rollcall:service', name, state, reason }, window.location.origin, [...event.ports])
})

// What was chosen in the menu bar, by its id: the page decides whether it can be done.
ipcRenderer.on('rollcall:action', (_event, { id }: { id: string }) => {
  window.postMessage({ type: 'rollcall:action', id }, window.location.origin)
})

// The page's script has run by then, so it listens.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('rollcall:ready'))
