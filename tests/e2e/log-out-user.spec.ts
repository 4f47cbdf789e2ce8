import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fillSystem } from './add-system.ts'
import { expect, goTo, serverInStrip, serverRow, test } from './rollcall.ts'

test('a user is logged out of a server that lists nobody, and nothing is claimed that nobody can see', async ({ profile }) => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(request.method === 'DELETE' ? 204 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { page } = await profile.start()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const dialog = await fillSystem(page, { system: 'Okta (log out a user)', name: 'Okta', url, secret: 'a token of an admin' })
    await expect(dialog.getByRole('region', { name: 'About Okta (log out a user)' })).toContainText('Nobody can see who is signed in')
    await dialog.getByRole('button', { name: 'Add server' }).click()
    await expect(serverRow(page, 'Okta')).toContainText('no list')
    await expect(serverInStrip(page, 'Okta')).toContainText('no list')
    await goTo(page, 'Sessions')
    await expect(page.getByText('No list of sessions')).toBeVisible()
    await page.getByRole('link', { name: 'Go to the servers' }).click()

    await serverRow(page, 'Okta').getByRole('button', { name: 'Actions for Okta' }).click()
    await page.getByRole('menuitem', { name: 'Log out a user' }).click()
    const ask = page.getByRole('dialog', { name: 'Log out a user of Okta' })
    await ask.getByRole('button', { name: 'Review' }).click()
    await expect(ask).toContainText('Give the name of the user.')
    await ask.getByRole('textbox', { name: 'User' }).fill('jane.roe@example.org')
    await ask.getByRole('button', { name: 'Review' }).click()
    const review = page.getByRole('dialog', { name: 'Review termination' })
    await expect(review).toContainText('nobody can see how many sessions end')
    expect(requests).toEqual([])
    await review.getByRole('button', { name: 'Log out jane.roe@example.org' }).click()
    await expect(review).toContainText('nobody can see what became of it')
    await expect(review).not.toContainText('terminated')
    expect(requests).toEqual(['DELETE /api/v1/users/jane.roe%40example.org/sessions?oauthTokens=false SSWS a token of an admin'])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
