/** `use-cache/navigation`, and `next/navigation` in compiled apps. */
export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  RedirectType,
  unauthorized,
  unstable_rethrow,
} from './request/interrupt.ts'
