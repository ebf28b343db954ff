export function price(id: number): string {
  return `${id}.90`
}
