import type { Locator, Page } from '@playwright/test'
import { expect, goTo, serverInStrip } from './rollcall.ts'

/** A server as somebody adds it by the dialog: what they choose, and what they type into the fields of these labels. */
export interface NewServer {
  /** The name of the kind of system, as the choice shows it. */
  readonly system: string
  readonly name: string
  readonly url: string
  /** Fields of the system and of the sign-in, by label. */
  readonly fields?: Readonly<Record<string, string>>
  /** Choices of the system and of the sign-in, by label. */
  readonly choices?: Readonly<Record<string, string>>
  readonly secret: string
}

/** Opens the dialog *Add server* and fills it in. */
export async function fillSystem(page: Page, { system, name, url, fields = {}, choices = {}, secret }: NewServer): Promise<Locator> {
  await goTo(page, 'Servers')
  await page.getByRole('button', { name: 'Add server' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add server' })
  const choice = dialog.getByRole('combobox', { name: 'System' })
  if ((await choice.inputValue()) !== system) {
    await choice.fill(system)
    await page.getByRole('option', { name: system, exact: true }).click()
  }
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
  for (const [label, chosen] of Object.entries(choices)) {
    await dialog.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: chosen, exact: true }).click()
  }
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(text)
  await dialog.locator('input[type=password]').fill(secret)
  return dialog
}

/** Adds a server by the dialog, and goes to the sessions when it was read. */
export async function addSystem(page: Page, server: NewServer): Promise<void> {
  const dialog = await fillSystem(page, server)
  await dialog.getByRole('button', { name: 'Add server' }).click()
  await expect(dialog).toBeHidden()
  await expect(serverInStrip(page, server.name)).toContainText('live', { timeout: 20_000 })
  await goTo(page, 'Sessions')
}
