import { ipcRenderer } from 'electron'

// Hands the ports that main sends on to the page, and exposes nothing: the page gets messages, never Electron.
ipcRenderer.on('rollcall:service', (event, message: { name: string; state: string; reason?: string }) => {
  const { name, state, reason } = message
  window.postMessage({ type: 'rollcall:service', name, state, reason }, window.location.origin, [...event.ports])
})

// The page's script has run by then, so it listens.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('rollcall:ready'))
