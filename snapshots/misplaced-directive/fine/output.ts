export const names = ['use cache', `use cache`]
export async function f(name = 'use cache') {
  const object = { 'use cache': 1 }
  // 'use cache'
  return name === 'use cache' ? object['use cache'] : /use cache/
}
