import express from 'express'
import { updateTag } from 'use-cache'
import { ordersOf, place } from './orders.ts'

const app = express()

app.get('/orders/:user', async (request, response) => {
  response.json(await ordersOf(request.params.user))
})
app.post('/orders/:user/:item', async (request, response) => {
  place(request.params.item)
  await updateTag(`orders-${request.params.user}`)
  response.status(201).end()
})

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`http://localhost:${(server.address() as { port: number }).port}`)
})
