import { expect, onTestFinished, test } from 'vitest'
import { NextResponse } from '../server.ts'
import { useLightResponses } from './light-response.ts'

test('light responses behave as the real ones do', async () => {
  const real = globalThis.Response
  const restore = useLightResponses()
  onTestFinished(restore)
  expect(globalThis.Response).not.toBe(real)
  const light = new Response('text')
  expect(light).toBeInstanceOf(real)
  expect(new real('x')).toBeInstanceOf(Response)
  expect(light.headers.get('content-type')).toBe('text/plain;charset=UTF-8')
  expect(await light.clone().text()).toBe('text')
  expect(await light.text()).toBe('text')
  expect(light.bodyUsed).toBe(true)
  expect(() => new Response('x', { status: 204 })).toThrow(TypeError)
  expect(() => new Response('x', { status: 99 })).toThrow(RangeError)
  expect(() => Response.json(undefined)).toThrow(TypeError)
  expect(await Response.json({ a: 1 }, { status: 201, headers: { 'x-a': '1' } }).json()).toEqual({ a: 1 })
  const form = new FormData()
  form.set('a', '1')
  expect((await new Response(form).formData()).get('a')).toBe('1')
  expect(NextResponse.json({})).toBeInstanceOf(Response)
  restore()
  expect(globalThis.Response).toBe(real)
  expect(NextResponse.json({})).toBeInstanceOf(NextResponse)
})

test('they stay as long as anybody wants them', () => {
  const real = globalThis.Response
  const [first, second] = [useLightResponses(), useLightResponses()]
  first()
  first()
  expect(globalThis.Response).not.toBe(real)
  second()
  expect(globalThis.Response).toBe(real)
})
