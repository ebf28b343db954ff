import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { forget, weather } from './weather.ts'

const app = new Hono()
  .get('/weather/:city', async (context) => context.json(await weather(context.req.param('city'))))
  .post('/weather/:city/refresh', async (context) => {
    await forget(context.req.param('city'))
    return context.body(null, 204)
  })

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}`),
)
