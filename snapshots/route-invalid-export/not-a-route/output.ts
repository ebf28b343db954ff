// 'use cache'
export async function get() {
  return 1
}
export default 1
