import './components/nonce.ts'
import './no-eval.ts'
import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { followChanges } from './api/changes.ts'
import { links } from './api/clients.ts'
import { createQueryClient } from './api/query-client.ts'
import { styleNonce } from './components/nonce.ts'

const queries = createQueryClient()
const styles = createCache({ key: 'rollcall', prepend: true, ...(styleNonce ? { nonce: styleNonce } : {}) })

links.reader.start()
links.collector.start()
followChanges(queries)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </CacheProvider>
  </StrictMode>,
)
