import { config } from 'zod'

// Schemas try `new Function` while they are made, which the content security policy forbids and the console would report each time.
// So this is imported before anything that makes one.
config({ jitless: true })
