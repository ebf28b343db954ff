/** Microseconds of CPU that this process has used. */
export async function POST() {
  const { user, system } = process.cpuUsage()
  return Response.json(user + system)
}
