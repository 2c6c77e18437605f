// How long the talk has gone on, in all and for each section: plain values, so that every window has the same.
//
// `spent` has the milliseconds of sections that were left, `at` is the section that is on, `since` when its
// clock last started; no `since` while the clock stands.

export const fresh = (at) => ({ spent: {}, at, since: null });

const running = (timer, now) => (timer.since === null ? 0 : now - timer.since);

/** What this section has had. */
export const ofSection = (timer, now) => (timer.spent[timer.at] ?? 0) + running(timer, now);

/** What the talk has had. */
export const ofTalk = (timer, now) => Object.values(timer.spent).reduce((sum, part) => sum + part, 0) + running(timer, now);

const settled = (timer, now) => ({ ...timer, spent: { ...timer.spent, [timer.at]: ofSection(timer, now) } });

/** Another section is on. Whoever goes on has begun: the clock starts by itself. */
export function moved(timer, at, now) {
  const begun = timer.since !== null || Object.keys(timer.spent).length === 0;
  return { ...settled(timer, now), at, since: begun ? now : null };
}

export const toggled = (timer, now) => ({ ...settled(timer, now), since: timer.since === null ? now : null });

export const reset = (timer, now) => ({ ...fresh(timer.at), since: timer.since === null ? null : now });

const two = (number) => String(number).padStart(2, "0");

/** Hours only when there are any. */
export function words(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
